use housekey_contract::PhoneNumberId;
use housekey_contract::object::DeletedObject;
use housekey_domain::phone_numbers;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, id: PhoneNumberId) -> Result<DeletedObject> {
    let deleted = view::deleted("phone_number", id.as_str());
    cx.write(move |tx| phone_numbers::delete(tx, &id)).await?;
    Ok(deleted)
}
