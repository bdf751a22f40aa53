//! What users are known by: e-mail addresses, phone numbers, names, wallets, linked accounts.
//!
//! A value is unique by kind within an instance, whoever asks first, also under concurrent claims.

use housekey_contract::UserId;

use crate::{StoreError, Tx};

/// A kind of identification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The id that the application's own systems know a user by.
    ExternalId,
    /// An e-mail address.
    EmailAddress,
    /// A phone number.
    PhoneNumber,
    /// A name to sign in with.
    Username,
    /// A wallet's address.
    Web3Wallet,
    /// An account at an identity provider: `oauth_google:1234`.
    ExternalAccount,
    /// A passkey, by the id of its credential.
    Passkey,
}

impl Kind {
    /// The kind as it is stored.
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

const CLAIM: &str = "INSERT INTO identifications (instance_id, kind, value, id, user_id) VALUES ($1, $2, $3, $4, $5) \
                     ON CONFLICT (instance_id, kind, value) DO NOTHING";
const RELEASE: &str = "DELETE FROM identifications WHERE instance_id = $1 AND id = $2";
const RELEASE_ALL: &str = "DELETE FROM identifications WHERE instance_id = $1 AND user_id = $2";
const RELEASE_VALUE: &str =
    "DELETE FROM identifications WHERE instance_id = $1 AND kind = $2 AND value = $3 AND user_id = $4";
const OWNER: &str = "SELECT user_id FROM identifications WHERE instance_id = $1 AND kind = $2 AND value = $3";
const OWNER_BY_ID: &str =
    "SELECT user_id FROM identifications WHERE instance_id = $1 AND kind = $2 AND id = $3";
const WITHOUT_DOTS: &str = "SELECT user_id FROM identifications WHERE instance_id = $1 AND kind = 'email_address' \
                            AND value LIKE '%@gmail.com' AND REPLACE(value, '.', '') = $2 LIMIT 1";

/// Claims a normalized value for a user; false if somebody has it.
pub fn claim(tx: &mut Tx<'_>, kind: Kind, value: &str, id: &str, user: &UserId) -> Result<bool, StoreError> {
    Ok(tx.execute(CLAIM, &[kind.as_str().into(), value.into(), id.into(), user.as_str().into()])? > 0)
}

/// Gives an identification up.
pub fn release(tx: &mut Tx<'_>, id: &str) -> Result<(), StoreError> {
    tx.execute(RELEASE, &[id.into()]).map(drop)
}

/// Gives up what a user has of this kind and value.
pub fn release_value(tx: &mut Tx<'_>, kind: Kind, value: &str, user: &UserId) -> Result<(), StoreError> {
    tx.execute(RELEASE_VALUE, &[kind.as_str().into(), value.into(), user.as_str().into()]).map(drop)
}

/// Gives up all that a user has.
pub fn release_all(tx: &mut Tx<'_>, user: &UserId) -> Result<(), StoreError> {
    tx.execute(RELEASE_ALL, &[user.as_str().into()]).map(drop)
}

/// The user who has this normalized value.
pub fn owner(tx: &mut Tx<'_>, kind: Kind, value: &str) -> Result<Option<UserId>, StoreError> {
    tx.one(OWNER, &[kind.as_str().into(), value.into()], |row| Ok(row.get::<String>(0)?.into()))
}

/// The user who has the identification with this id.
pub fn owner_by_id(tx: &mut Tx<'_>, kind: Kind, id: &str) -> Result<Option<UserId>, StoreError> {
    tx.one(OWNER_BY_ID, &[kind.as_str().into(), id.into()], |row| Ok(row.get::<String>(0)?.into()))
}

/// The user who has an address of Gmail that is this one once all dots are left out of both.
pub fn owner_without_dots(tx: &mut Tx<'_>, address: &str) -> Result<Option<UserId>, StoreError> {
    let dotless = address.replace('.', "");
    tx.one(WITHOUT_DOTS, &[dotless.as_str().into()], |row| Ok(row.get::<String>(0)?.into()))
}
