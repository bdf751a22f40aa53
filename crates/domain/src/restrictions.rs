//! Who may come in: the rules that every way to an identification and every way to a session ask.

mod disposable;
mod lists;

use housekey_store::Tx;
use housekey_store::identifications::of_mailbox;
use housekey_store::instances::{Restrictions, SignUpMode};
use housekey_store::listed_identifiers::{List, holds_any};
use housekey_store::mailbox::{without_dots, without_subaddress};
use housekey_store::users::UserRecord;
use serde_json::json;

use crate::error::{Code, Error, Result, refused};

pub(crate) use disposable::is_disposable;
pub use lists::{Allowing, NewListedIdentifier, allow, count, disallow, list, take_off};

/// What somebody wants to be known by, in its normal form.
#[derive(Clone, Copy, Debug)]
pub enum Identifier<'a> {
    /// An e-mail address.
    EmailAddress(&'a str),
    /// A phone number.
    PhoneNumber(&'a str),
    /// A wallet address.
    Web3Wallet(&'a str),
}

/// How an identifier comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Somebody signs up on their own.
    OnTheirOwn,
    /// Somebody was invited, or waits for it: that opens an application that is closed to others, but not what is blocked.
    Invited,
    /// The application's backend adds it: lists and address rules hold, the mode does not.
    ByBackend,
}

/// Refuses an identifier that the instance's restrictions keep out.
///
/// The allowlist goes before the blocklist: who is on both may come in. It applies where sign-ups are open; elsewhere an
/// invitation decides, and even where they are open an invitation stands for the allowlist.
pub fn admit(
    tx: &mut Tx<'_>,
    restrictions: &Restrictions,
    identifier: Identifier<'_>,
    entry: Entry,
) -> Result<()> {
    is_open(restrictions, entry)?;
    if let Identifier::EmailAddress(address) = identifier {
        check_address(tx, restrictions, address)?;
    }
    match listed(tx, restrictions, identifier)? {
        Listed::Blocked => Err(not_allowed_access(identifier)),
        Listed::Neither if has_allowlist(restrictions) && entry != Entry::Invited => {
            Err(not_allowed_access(identifier))
        }
        Listed::Allowed | Listed::Neither => Ok(()),
    }
}

/// Refuses a user whom the lists keep out, where they hold for those who have an account already. To end what somebody has
/// begun, ban them.
pub fn may_sign_in(tx: &mut Tx<'_>, restrictions: &Restrictions, user: &UserRecord) -> Result<()> {
    if restrictions.allowlist_blocklist_disabled_on_sign_in {
        return Ok(());
    }
    let mut blocked = None;
    for identifier in identifiers_of(user) {
        match listed(tx, restrictions, identifier)? {
            Listed::Allowed => return Ok(()),
            Listed::Blocked => blocked = blocked.or(Some(identifier)),
            Listed::Neither => {}
        }
    }
    if let Some(identifier) = blocked {
        return Err(not_allowed_access(identifier));
    }
    if has_allowlist(restrictions) {
        let long = format!("The user {} is not on the allowlist.", user.id);
        return Err(refused(Code::NotAllowedAccess, "access not allowed", long));
    }
    Ok(())
}

/// Whether only those on the allowlist come in. It does not apply where sign-ups are closed anyway.
fn has_allowlist(restrictions: &Restrictions) -> bool {
    restrictions.allowlist && restrictions.sign_up_mode == SignUpMode::Public
}

/// What the lists that are turned on say of an identifier.
enum Listed {
    Allowed,
    Blocked,
    Neither,
}

fn listed(tx: &mut Tx<'_>, restrictions: &Restrictions, identifier: Identifier<'_>) -> Result<Listed> {
    if has_allowlist(restrictions) && holds_any(tx, List::Allow, &lists::allowing(identifier))? {
        return Ok(Listed::Allowed);
    }
    if restrictions.blocklist && holds_any(tx, List::Block, &lists::blocking(identifier))? {
        return Ok(Listed::Blocked);
    }
    Ok(Listed::Neither)
}

/// All that a user could sign up with again.
pub(crate) fn identifiers_of(user: &UserRecord) -> impl Iterator<Item = Identifier<'_>> {
    let addresses = user.email_addresses.iter().map(|address| Identifier::EmailAddress(&address.value));
    let numbers = user.phone_numbers.iter().map(|number| Identifier::PhoneNumber(&number.value));
    let wallets = user.web3_wallets.iter().map(|wallet| Identifier::Web3Wallet(&wallet.value));
    addresses.chain(numbers).chain(wallets)
}

/// Rejects uninvited sign-ups if the instance requires an invitation.
pub fn is_open(restrictions: &Restrictions, entry: Entry) -> Result<()> {
    match (restrictions.sign_up_mode, entry) {
        (SignUpMode::Restricted, Entry::OnTheirOwn) => {
            let long = "Sign-ups are restricted. You need an invitation to sign up.";
            Err(refused(Code::SignUpModeRestricted, "sign-ups are restricted", long))
        }
        (SignUpMode::Waitlist, Entry::OnTheirOwn) => {
            let long = "Sign-ups are restricted. Join the waitlist to get an invitation.";
            Err(refused(Code::SignUpRestrictedWaitlist, "sign-ups are restricted", long))
        }
        _ => Ok(()),
    }
}

fn check_address(tx: &mut Tx<'_>, restrictions: &Restrictions, address: &str) -> Result<()> {
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    if restrictions.block_disposable_email_domains && is_disposable(domain) {
        return Err(not_allowed_access(Identifier::EmailAddress(address)));
    }
    let refuses: fn(&str, &str) -> bool = match restrictions {
        Restrictions { block_email_subaddresses: true, .. } => |known, address| known != address,
        Restrictions { ignore_dots_for_gmail_addresses: true, .. } => {
            |known, address| known != address && without_dots(known) == without_dots(address)
        }
        _ => return Ok(()),
    };
    // The very same address is for the claim to find taken.
    if of_mailbox(tx, address)?.iter().any(|known| refuses(known, address)) {
        return Err(not_allowed_access(Identifier::EmailAddress(address)));
    }
    Ok(())
}

fn not_allowed_access(identifier: Identifier<'_>) -> Error {
    let param = match identifier {
        Identifier::EmailAddress(_) => "email_address",
        Identifier::PhoneNumber(_) => "phone_number",
        Identifier::Web3Wallet(_) => "web3_wallet",
    };
    let what = param.replace('_', " ");
    let long = format!("This {what} is not allowed to access this application.");
    refused(Code::NotAllowedAccess, "access not allowed", long).with_meta("param_name", json!(param))
}
