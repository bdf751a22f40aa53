//! Who may sign up.

mod disposable;
mod lists;

use housekey_store::identifications;
use housekey_store::instances::{Restrictions, SignUpMode};
use housekey_store::listed_identifiers::{List, holds_any};
use housekey_store::users::UserRecord;
use housekey_store::{StoreError, Tx};
use serde_json::json;

use crate::error::{Error, Result, refused};
use disposable::is_disposable;

pub use lists::{Allowing, NewListedIdentifier, allow, count, disallow, list, take_off};

/// What marks the part of an address that its owner made up: `ada+shop@example.com`.
const SUBADDRESS_MARKS: [char; 3] = ['+', '=', '#'];

/// What somebody wants to sign up with, in its normal form.
#[derive(Clone, Copy, Debug)]
pub enum Identifier<'a> {
    /// An e-mail address.
    EmailAddress(&'a str),
    /// A phone number.
    PhoneNumber(&'a str),
    /// A wallet's address.
    Web3Wallet(&'a str),
}

/// How somebody comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// They knock.
    OnTheirOwn,
    /// They were invited: that opens an application that is closed to others, but not what is blocked.
    Invited,
    /// The application's backend makes the user: lists and address rules hold, the mode does not.
    ByBackend,
}

/// Refuses whom the instance's restrictions keep out.
///
/// The blocklist goes before the allowlist: who is on both may not come in. An invitation stands for the allowlist.
pub fn may_sign_up(
    tx: &mut Tx<'_>,
    restrictions: &Restrictions,
    identifier: Identifier<'_>,
    entry: Entry,
) -> Result<()> {
    is_open(restrictions, entry)?;
    if let Identifier::EmailAddress(address) = identifier {
        check_address(tx, restrictions, address)?;
    }
    if restrictions.blocklist && holds_any(tx, List::Block, &lists::blocking(identifier))? {
        return Err(not_allowed_access(identifier));
    }
    let needs_allowing = restrictions.allowlist && entry != Entry::Invited;
    if needs_allowing && !holds_any(tx, List::Allow, &lists::allowing(identifier))? {
        return Err(not_allowed_access(identifier));
    }
    Ok(())
}

/// Refuses a user whom the lists keep out, where they hold for those who have an account already. To end what somebody has
/// begun, ban them.
pub fn may_sign_in(tx: &mut Tx<'_>, restrictions: &Restrictions, user: &UserRecord) -> Result<()> {
    if restrictions.allowlist_blocklist_disabled_on_sign_in {
        return Ok(());
    }
    let mut is_allowed = !restrictions.allowlist;
    for identifier in identifiers_of(user) {
        if restrictions.blocklist && holds_any(tx, List::Block, &lists::blocking(identifier))? {
            return Err(not_allowed_access(identifier));
        }
        is_allowed = is_allowed || holds_any(tx, List::Allow, &lists::allowing(identifier))?;
    }
    if is_allowed {
        return Ok(());
    }
    let long = format!("The user {} is not on the allowlist.", user.id);
    Err(refused(403, "not_allowed_access", "access not allowed", long))
}

/// All that a user could sign up with again.
pub(crate) fn identifiers_of(user: &UserRecord) -> impl Iterator<Item = Identifier<'_>> {
    let addresses = user.email_addresses.iter().map(|address| Identifier::EmailAddress(&address.value));
    let numbers = user.phone_numbers.iter().map(|number| Identifier::PhoneNumber(&number.value));
    let wallets = user.web3_wallets.iter().map(|wallet| Identifier::Web3Wallet(&wallet.value));
    addresses.chain(numbers).chain(wallets)
}

/// Refuses whoever knocks where only those who were invited come in.
pub fn is_open(restrictions: &Restrictions, entry: Entry) -> Result<()> {
    match (restrictions.sign_up_mode, entry) {
        (SignUpMode::Restricted, Entry::OnTheirOwn) => {
            let long = "Sign-ups are closed. An invitation is needed to sign up.";
            Err(refused(403, "sign_up_mode_restricted", "sign-ups are restricted", long))
        }
        (SignUpMode::Waitlist, Entry::OnTheirOwn) => {
            let long = "Sign-ups are closed. Join the waitlist to be invited.";
            Err(refused(403, "sign_up_restricted_waitlist", "sign-ups are restricted", long))
        }
        _ => Ok(()),
    }
}

fn check_address(tx: &mut Tx<'_>, restrictions: &Restrictions, address: &str) -> Result<()> {
    let refusal = || not_allowed_access(Identifier::EmailAddress(address));
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    if restrictions.block_email_subaddresses && local.contains(SUBADDRESS_MARKS) {
        return Err(refusal());
    }
    if restrictions.block_disposable_email_domains && is_disposable(domain) {
        return Err(refusal());
    }
    if restrictions.ignore_dots_for_gmail_addresses && is_taken_without_dots(tx, address)? {
        return Err(refusal());
    }
    Ok(())
}

/// Gmail delivers `a.da@gmail.com` to `ada@gmail.com`. The very same address is for others to find taken.
fn is_taken_without_dots(tx: &mut Tx<'_>, address: &str) -> Result<bool, StoreError> {
    if !address.ends_with("@gmail.com") {
        return Ok(false);
    }
    let taken = identifications::owner(tx, identifications::Kind::EmailAddress, address)?;
    Ok(taken.is_none() && identifications::owner_without_dots(tx, address)?.is_some())
}

fn not_allowed_access(identifier: Identifier<'_>) -> Error {
    let param = match identifier {
        Identifier::EmailAddress(_) => "email_address",
        Identifier::PhoneNumber(_) => "phone_number",
        Identifier::Web3Wallet(_) => "web3_wallet",
    };
    let what = param.replace('_', " ");
    let long = format!("This {what} is not allowed to access this application.");
    refused(422, "form_identifier_not_allowed_access", "access not allowed", long)
        .with_meta("param_name", json!(param))
}
