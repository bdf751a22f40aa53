use housekey_contract::EmailAddressId;
use housekey_contract::backend::email_addresses::CreateEmailAddress;
use housekey_contract::object::EmailAddress;
use housekey_domain::notices::Notice;
use housekey_domain::{email_addresses, random, users};
use housekey_store::Tx;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn create(cx: Cx, request: CreateEmailAddress) -> Result<EmailAddress> {
    let now = cx.now();
    let id = EmailAddressId::from(random::id(&mut cx.rng(), now, EmailAddressId::PREFIX));
    let notice = notice(&cx, &request).await?;
    let restrictions = cx.settings().restrictions.clone();
    let create = move |tx: &mut Tx<'_>| {
        email_addresses::create(tx, &restrictions, id.clone(), &request, notice.as_ref())
    };
    let created = cx.write(create).await?;
    Ok(view::email_address(&created))
}

async fn notice(cx: &Cx, request: &CreateEmailAddress) -> Result<Option<Notice>> {
    if request.notify_primary_email_address_changed != Some(true) {
        return Ok(None);
    }
    let owner = request.user_id.clone();
    let user = cx.read(move |tx| users::get(tx, &owner)).await?;
    email_addresses::notice_of_new(&user, request, cx.seal(), cx.now(), &mut cx.rng())
}
