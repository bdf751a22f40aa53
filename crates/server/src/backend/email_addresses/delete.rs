use housekey_contract::EmailAddressId;
use housekey_contract::object::DeletedObject;
use housekey_domain::email_addresses;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, id: EmailAddressId) -> Result<DeletedObject> {
    let deleted = view::deleted("email_address", id.as_str());
    cx.write(move |tx| email_addresses::delete(tx, &id)).await?;
    Ok(deleted)
}
