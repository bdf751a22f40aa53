use housekey_contract::PhoneNumberId;
use housekey_contract::object::PhoneNumber;
use housekey_domain::phone_numbers;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn get(cx: Cx, id: PhoneNumberId) -> Result<PhoneNumber> {
    let found = cx.read(move |tx| phone_numbers::get(tx, &id)).await?;
    Ok(view::phone_number(&found))
}
