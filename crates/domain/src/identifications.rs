//! What users are known by. Every way to a new identification leads through [`claim`], and every way out through
//! [`must_stay_known`].

use housekey_contract::UserId;
use housekey_store::Tx;
use housekey_store::identifications::{self, Kind};
use housekey_store::instances::Restrictions;
use housekey_store::users::UserRecord;

use crate::error::{Code, Result, refused, taken};
use crate::restrictions::{Entry, Identifier, admit};

/// How many addresses, numbers or wallets a user can have.
pub(crate) const MAX_OF_A_KIND: usize = 100;

/// A value that is to become a user's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim<'a> {
    pub(crate) kind: Kind,
    /// In its normal form.
    pub(crate) value: &'a str,
    /// The new identification's id.
    pub(crate) id: &'a str,
    pub(crate) user: &'a UserId,
}

/// Makes a value a user's, unless the restrictions keep it out or somebody has it. Without restrictions, whoever asks has
/// looked at them already, or need not.
pub(crate) fn claim(
    tx: &mut Tx<'_>,
    restrictions: Option<&Restrictions>,
    Claim { kind, value, id, user }: Claim<'_>,
) -> Result<()> {
    let identifier = match kind {
        Kind::EmailAddress => Some(Identifier::EmailAddress(value)),
        Kind::PhoneNumber => Some(Identifier::PhoneNumber(value)),
        Kind::Web3Wallet => Some(Identifier::Web3Wallet(value)),
        _ => None,
    };
    if let (Some(restrictions), Some(identifier)) = (restrictions, identifier) {
        admit(tx, restrictions, identifier, Entry::ByBackend)?;
    }
    #[expect(clippy::disallowed_methods, reason = "this is the one way to an identification")]
    if identifications::claim(tx, kind, value, id, user)? { Ok(()) } else { Err(taken(kind.as_str())) }
}

/// Refuses one more where a user has as many as they can have.
pub(crate) fn has_room(count: usize, what: &str) -> Result<()> {
    if count < MAX_OF_A_KIND {
        return Ok(());
    }
    let long = format!("The user has {MAX_OF_A_KIND} {what}, which is the most allowed. Delete one first.");
    Err(refused(Code::QuotaExceeded, "quota exceeded", long))
}

/// Refuses a change after which nothing is left that the user is known by.
pub(crate) fn must_stay_known(user: &UserRecord) -> Result<()> {
    if is_known(user) {
        return Ok(());
    }
    let long = "This is the user's last identification. Add another one first, or delete the user.";
    Err(refused(Code::IdentificationDeletionFailed, "deletion failed", long))
}

/// Whether there is anything that a user is known by.
pub(crate) fn is_known(user: &UserRecord) -> bool {
    user.username.is_some()
        || !user.email_addresses.is_empty()
        || !user.phone_numbers.is_empty()
        || !user.web3_wallets.is_empty()
        || !user.external_accounts.is_empty()
}
