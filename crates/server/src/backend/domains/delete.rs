use housekey_contract::DomainId;
use housekey_contract::object::DeletedObject;
use housekey_domain::domains;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, id: DomainId) -> Result<DeletedObject> {
    let deleted = view::deleted("domain", id.as_str());
    cx.write(move |tx| domains::delete(tx, &id)).await?;
    Ok(deleted)
}
