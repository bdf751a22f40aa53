//! Operations on phone numbers.

use housekey_contract::PhoneNumberId;
use housekey_contract::backend::phone_numbers::{
    Create, CreatePhoneNumber, Delete, Get, Update, UpdatePhoneNumber,
};
use housekey_contract::object::{DeletedObject, PhoneNumber};
use housekey_domain::{phone_numbers, random};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<Create, _, _>(create);
    endpoints.on::<Get, _, _>(get);
    endpoints.on::<Delete, _, _>(delete);
    endpoints.on::<Update, _, _>(update);
}

async fn create(cx: Cx, request: CreatePhoneNumber) -> Result<PhoneNumber> {
    let now = cx.now();
    let id = PhoneNumberId::from(random::id(&mut cx.rng(), now, PhoneNumberId::PREFIX));
    let restrictions = cx.settings().restrictions.clone();
    let created = cx.write(move |tx| phone_numbers::create(tx, &restrictions, id.clone(), &request)).await?;
    Ok(view::phone_number(&created))
}

async fn get(cx: Cx, id: PhoneNumberId) -> Result<PhoneNumber> {
    let found = cx.read(move |tx| phone_numbers::get(tx, &id)).await?;
    Ok(view::phone_number(&found))
}

async fn delete(cx: Cx, id: PhoneNumberId) -> Result<DeletedObject> {
    let deleted = view::deleted("phone_number", id.as_str());
    cx.write(move |tx| phone_numbers::delete(tx, &id)).await?;
    Ok(deleted)
}

async fn update(cx: Cx, id: PhoneNumberId, request: UpdatePhoneNumber) -> Result<PhoneNumber> {
    let updated = cx.write(move |tx| phone_numbers::update(tx, &id, &request)).await?;
    Ok(view::phone_number(&updated))
}
