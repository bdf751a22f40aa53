use housekey_contract::EmailAddressId;
use housekey_contract::object::EmailAddress;
use housekey_domain::email_addresses;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn get(cx: Cx, id: EmailAddressId) -> Result<EmailAddress> {
    let found = cx.read(move |tx| email_addresses::get(tx, &id)).await?;
    Ok(view::email_address(&found))
}
