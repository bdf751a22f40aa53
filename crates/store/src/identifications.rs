//! Identifications of users: email addresses, phone numbers, usernames, wallets, linked accounts.
//!
//! A value is unique per kind within an instance, also under concurrent claims.

use housekey_contract::UserId;

use crate::fold::fold;
use crate::{Result, Tx, mailbox};

/// A kind of identification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The user's id in the application's own systems.
    ExternalId,
    /// An e-mail address.
    EmailAddress,
    /// A phone number.
    PhoneNumber,
    /// A username.
    Username,
    /// A wallet address.
    Web3Wallet,
    /// An account at an identity provider: `oauth_google:1234`.
    ExternalAccount,
    /// A passkey, by its credential id.
    Passkey,
}

impl Kind {
    /// The stored form of the kind.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ExternalId => "external_id",
            Self::EmailAddress => "email_address",
            Self::PhoneNumber => "phone_number",
            Self::Username => "username",
            Self::Web3Wallet => "web3_wallet",
            Self::ExternalAccount => "external_account",
            Self::Passkey => "passkey",
        }
    }
}

/// `mailbox` and `folded` are empty if equal to the value, as is nearly always the case.
const CLAIM: &str = "INSERT INTO identifications (instance_id, kind, value, id, user_id, mailbox, folded) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (instance_id, kind, value) DO NOTHING";
const RELEASE: &str = "DELETE FROM identifications WHERE instance_id = $1 AND id = $2";
const RELEASE_ALL: &str = "DELETE FROM identifications WHERE instance_id = $1 AND user_id = $2";
const RELEASE_VALUE: &str =
    "DELETE FROM identifications WHERE instance_id = $1 AND kind = $2 AND value = $3 AND user_id = $4";
const OWNER: &str = "SELECT user_id FROM identifications WHERE instance_id = $1 AND kind = $2 AND value = $3";
const OWNER_BY_ID: &str =
    "SELECT user_id FROM identifications WHERE instance_id = $1 AND kind = $2 AND id = $3";
const OF_MAILBOX: &str = "SELECT value FROM identifications WHERE instance_id = $1 AND mailbox = $2 AND mailbox <> '' \
                          UNION ALL SELECT value FROM identifications WHERE instance_id = $1 \
                          AND kind = 'email_address' AND value = $2 LIMIT 200";

/// Claims a normalized value for a user; false if it is taken.
pub fn claim(tx: &mut Tx<'_>, kind: Kind, value: &str, id: &str, user: &UserId) -> Result<bool> {
    let (mailbox, folded) = (mailbox_of(kind, value), folded_of(value));
    let params = [
        kind.as_str().into(),
        value.into(),
        id.into(),
        user.as_str().into(),
        mailbox.as_str().into(),
        folded.as_str().into(),
    ];
    Ok(tx.execute(CLAIM, &params)? > 0)
}

/// Releases an identification.
pub fn release(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    tx.execute(RELEASE, &[id.into()]).map(drop)
}

/// Releases a user's identification with this kind and value.
pub fn release_value(tx: &mut Tx<'_>, kind: Kind, value: &str, user: &UserId) -> Result<()> {
    tx.execute(RELEASE_VALUE, &[kind.as_str().into(), value.into(), user.as_str().into()]).map(drop)
}

/// Releases all identifications of a user.
pub fn release_all(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    tx.execute(RELEASE_ALL, &[user.as_str().into()]).map(drop)
}

/// The user with this normalized value.
pub fn owner(tx: &mut Tx<'_>, kind: Kind, value: &str) -> Result<Option<UserId>> {
    tx.one(OWNER, &[kind.as_str().into(), value.into()], |row| Ok(row.get::<String>(0)?.into()))
}

/// The user with this identification id.
pub fn owner_by_id(tx: &mut Tx<'_>, kind: Kind, id: &str) -> Result<Option<UserId>> {
    tx.one(OWNER_BY_ID, &[kind.as_str().into(), id.into()], |row| Ok(row.get::<String>(0)?.into()))
}

/// Users' addresses that deliver to the same mailbox as this one; see [`mailbox::canonical`].
pub fn of_mailbox(tx: &mut Tx<'_>, address: &str) -> Result<Vec<String>> {
    tx.all(OF_MAILBOX, &[mailbox::canonical(address).as_str().into()], |row| row.get(0))
}

/// The canonical mailbox of an address, if different; empty otherwise.
pub(crate) fn mailbox_of(kind: Kind, value: &str) -> String {
    let canonical = if kind == Kind::EmailAddress { mailbox::canonical(value) } else { String::new() };
    if canonical == value { String::new() } else { canonical }
}

/// The folded value, if different; empty otherwise.
pub(crate) fn folded_of(value: &str) -> String {
    let folded = fold(value);
    if folded == value { String::new() } else { folded }
}
