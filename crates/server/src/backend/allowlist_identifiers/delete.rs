use housekey_contract::AllowlistIdentifierId;
use housekey_contract::object::DeletedObject;
use housekey_domain::restrictions::take_off;
use housekey_store::listed_identifiers::List;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, id: AllowlistIdentifierId) -> Result<DeletedObject> {
    let answer = view::deleted("allowlist_identifier", id.as_str());
    cx.write(move |tx| take_off(tx, List::Allow, id.as_str())).await?;
    Ok(answer)
}
