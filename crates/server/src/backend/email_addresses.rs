//! Operations on email addresses.

use housekey_contract::EmailAddressId;
use housekey_contract::backend::email_addresses::{
    Create, CreateEmailAddress, Delete, Get, Update, UpdateEmailAddress,
};
use housekey_contract::object::{DeletedObject, EmailAddress};
use housekey_domain::notices::Notice;
use housekey_domain::{email_addresses, random, users};
use housekey_store::Tx;

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

async fn create(cx: Cx, request: CreateEmailAddress) -> Result<EmailAddress> {
    let now = cx.now();
    let id = EmailAddressId::from(random::id(&mut cx.rng(), now, EmailAddressId::PREFIX));
    let notice = notice_of_new(&cx, &request).await?;
    let restrictions = cx.settings().restrictions.clone();
    let create = move |tx: &mut Tx<'_>| {
        email_addresses::create(tx, &restrictions, id.clone(), &request, notice.as_ref())
    };
    let created = cx.write(create).await?;
    Ok(view::email_address(&created))
}

async fn notice_of_new(cx: &Cx, request: &CreateEmailAddress) -> Result<Option<Notice>> {
    if request.notify_primary_email_address_changed != Some(true) {
        return Ok(None);
    }
    let owner = request.user_id.clone();
    let user = cx.read(move |tx| users::get(tx, &owner)).await?;
    email_addresses::notice_of_new(&user, request, cx.seal(), cx.now(), &mut cx.rng())
}

async fn get(cx: Cx, id: EmailAddressId) -> Result<EmailAddress> {
    let found = cx.read(move |tx| email_addresses::get(tx, &id)).await?;
    Ok(view::email_address(&found))
}

async fn delete(cx: Cx, id: EmailAddressId) -> Result<DeletedObject> {
    let deleted = view::deleted("email_address", id.as_str());
    cx.write(move |tx| email_addresses::delete(tx, &id)).await?;
    Ok(deleted)
}

async fn update(cx: Cx, id: EmailAddressId, request: UpdateEmailAddress) -> Result<EmailAddress> {
    let notice = notice_of_change(&cx, &id, &request).await?;
    let updated = cx.write(move |tx| email_addresses::update(tx, &id, &request, notice.as_ref())).await?;
    Ok(view::email_address(&updated))
}

async fn notice_of_change(
    cx: &Cx,
    id: &EmailAddressId,
    request: &UpdateEmailAddress,
) -> Result<Option<Notice>> {
    if request.notify_primary_email_address_changed != Some(true) {
        return Ok(None);
    }
    let address = id.clone();
    let user = cx.read(move |tx| email_addresses::owner(tx, &address)).await?;
    Ok(email_addresses::notice_of_change(&user, id, request, cx.seal(), cx.now(), &mut cx.rng()))
}
