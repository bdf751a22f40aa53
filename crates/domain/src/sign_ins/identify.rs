use housekey_contract::UserId;
use housekey_store::Tx;
use housekey_store::identifications::{self, Kind};

use crate::error::Result;
use crate::{identifiers, users, verification};

/// Finds the user with this email address, phone number, or username. An address or number must be verified.
pub(super) fn user_known_by(tx: &mut Tx<'_>, identifier: &str) -> Result<Option<UserId>> {
    let normal = [
        (Kind::EmailAddress, identifiers::email_address(identifier)),
        (Kind::PhoneNumber, identifiers::phone_number(identifier)),
        (Kind::Username, identifiers::username(identifier)),
    ];
    let Some((kind, value)) = normal.into_iter().find_map(|(kind, value)| Some((kind, value.ok()?))) else {
        return Ok(None);
    };
    let Some(user_id) = identifications::owner(tx, kind, &value)? else { return Ok(None) };
    let user = users::get(tx, &user_id)?;
    let is_theirs = match kind {
        Kind::EmailAddress => user.email_addresses.iter().any(|address| {
            address.value == value && verification::is_verified(address.verification.as_ref())
        }),
        Kind::PhoneNumber => user
            .phone_numbers
            .iter()
            .any(|number| number.value == value && verification::is_verified(number.verification.as_ref())),
        _ => true,
    };
    Ok(is_theirs.then_some(user_id))
}
