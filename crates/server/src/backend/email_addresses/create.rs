use housekey_contract::EmailAddressId;
use housekey_contract::backend::email_addresses::CreateEmailAddress;
use housekey_contract::object::EmailAddress;
use housekey_domain::{email_addresses, random};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn create(cx: Cx, request: CreateEmailAddress) -> Result<EmailAddress> {
    let now = cx.now();
    let id = EmailAddressId::from(random::id(&mut cx.rng(), now, EmailAddressId::PREFIX));
    let created = cx.write(move |tx| email_addresses::create(tx, now, id.clone(), &request)).await?;
    Ok(view::email_address(&created))
}
