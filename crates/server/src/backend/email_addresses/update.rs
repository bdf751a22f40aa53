use housekey_contract::EmailAddressId;
use housekey_contract::backend::email_addresses::UpdateEmailAddress;
use housekey_contract::object::EmailAddress;
use housekey_domain::email_addresses;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn update(cx: Cx, id: EmailAddressId, request: UpdateEmailAddress) -> Result<EmailAddress> {
    let now = cx.now();
    let updated = cx.write(move |tx| email_addresses::update(tx, now, &id, &request)).await?;
    Ok(view::email_address(&updated))
}
