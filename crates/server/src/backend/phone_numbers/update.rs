use housekey_contract::PhoneNumberId;
use housekey_contract::backend::phone_numbers::UpdatePhoneNumber;
use housekey_contract::object::PhoneNumber;
use housekey_domain::phone_numbers;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn update(cx: Cx, id: PhoneNumberId, request: UpdatePhoneNumber) -> Result<PhoneNumber> {
    let updated = cx.write(move |tx| phone_numbers::update(tx, &id, &request)).await?;
    Ok(view::phone_number(&updated))
}
