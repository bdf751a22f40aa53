use housekey_contract::EmailAddressId;
use housekey_contract::backend::email_addresses::UpdateEmailAddress;
use housekey_contract::object::EmailAddress;
use housekey_domain::email_addresses;
use housekey_domain::notices::Notice;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn update(cx: Cx, id: EmailAddressId, request: UpdateEmailAddress) -> Result<EmailAddress> {
    let notice = notice(&cx, &id, &request).await?;
    let updated = cx.write(move |tx| email_addresses::update(tx, &id, &request, notice.as_ref())).await?;
    Ok(view::email_address(&updated))
}

async fn notice(cx: &Cx, id: &EmailAddressId, request: &UpdateEmailAddress) -> Result<Option<Notice>> {
    if request.notify_primary_email_address_changed != Some(true) {
        return Ok(None);
    }
    let address = id.clone();
    let user = cx.read(move |tx| email_addresses::owner(tx, &address)).await?;
    Ok(email_addresses::notice_of_change(&user, id, request, cx.seal(), cx.now(), &mut cx.rng()))
}
