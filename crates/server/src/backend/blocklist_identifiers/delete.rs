use housekey_contract::BlocklistIdentifierId;
use housekey_contract::object::DeletedObject;
use housekey_domain::restrictions::take_off;
use housekey_store::listed_identifiers::List;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, id: BlocklistIdentifierId) -> Result<DeletedObject> {
    let answer = view::deleted("blocklist_identifier", id.as_str());
    cx.write(move |tx| take_off(tx, List::Block, id.as_str())).await?;
    Ok(answer)
}
