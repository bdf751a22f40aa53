use housekey_contract::PhoneNumberId;
use housekey_contract::backend::phone_numbers::CreatePhoneNumber;
use housekey_contract::object::PhoneNumber;
use housekey_domain::{phone_numbers, random};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn create(cx: Cx, request: CreatePhoneNumber) -> Result<PhoneNumber> {
    let now = cx.now();
    let id = PhoneNumberId::from(random::id(&mut cx.rng(), now, PhoneNumberId::PREFIX));
    let restrictions = cx.settings().restrictions.clone();
    let created = cx.write(move |tx| phone_numbers::create(tx, &restrictions, id.clone(), &request)).await?;
    Ok(view::phone_number(&created))
}
