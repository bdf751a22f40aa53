//! Users: an aggregate of email addresses, phone numbers, wallets, passkeys and linked accounts.

mod listing;
pub(crate) mod record;
mod source;
mod stored;
mod text;

use housekey_contract::UserId;

use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{Param, Result, Tx, organization_memberships};

pub use listing::{Filters, Order, OrderBy, count, list};
pub use record::{
    EmailAddressRecord, ExternalAccountRecord, PasskeyRecord, PhoneNumberRecord, Proof, UserRecord,
    Web3WalletRecord,
};
pub use stored::{ListedUser, StoredUser};

const INSERT: &str = "INSERT INTO users (instance_id, id, username, first_name, last_name, email_address, \
                      phone_number, web3_wallet, banned, created_at, updated_at, last_active_at, last_sign_in_at, \
                      search, name, document) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
/// As a trigger, SQLite would wrap each insert in a savepoint, for which the full-text index writes itself to disk: once for
/// each user instead of once for each commit. So would a `SELECT` in the place of `VALUES`.
const INDEX: &str = "INSERT INTO user_search (rowid, content) \
                     VALUES ((SELECT position FROM users WHERE instance_id = $1 AND id = $2), $3)";
const UPDATE: &str = "UPDATE users SET username = $3, first_name = $4, last_name = $5, email_address = $6, \
                      phone_number = $7, web3_wallet = $8, banned = $9, created_at = $10, updated_at = $11, \
                      last_active_at = $12, last_sign_in_at = $13, search = $14, name = $15, document = $16, version = version + 1 \
                      WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM users WHERE instance_id = $1 AND id = $2";
const STORED: &str = "SELECT id, version, document FROM users WHERE instance_id = $1 AND id = $2";
const DELETE: &str = "DELETE FROM users WHERE instance_id = $1 AND id = $2";

/// The user with this id.
pub fn find(tx: &mut Tx<'_>, id: &UserId) -> Result<Option<UserRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// Shows the user with this id, as the row holds them.
pub fn show<T>(
    tx: &mut Tx<'_>,
    id: &UserId,
    show: impl FnOnce(&StoredUser<'_>) -> Result<T>,
) -> Result<Option<T>> {
    tx.one(STORED, &[id.as_str().into()], |row| show(&StoredUser::of(row)?))
}

/// Shows the users with these ids, in no order.
pub fn show_all<T>(
    tx: &mut Tx<'_>,
    ids: &[String],
    mut show: impl FnMut(&StoredUser<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("SELECT id, version, document FROM users");
    query.among("id IN", ids);
    tx.all(&query.sql, &query.params, |row| show(&StoredUser::of(row)?))
}

/// Adds a user.
pub fn insert(tx: &mut Tx<'_>, user: &UserRecord) -> Result<()> {
    write(tx, INSERT, user)?;
    if tx.is_sqlite() {
        tx.execute(INDEX, &[user.id.as_str().into(), user.search_text().as_str().into()])?;
    }
    Ok(())
}

/// Saves a user who is there already.
pub fn update(tx: &mut Tx<'_>, user: &UserRecord) -> Result<()> {
    write(tx, UPDATE, user)?;
    organization_memberships::copy_user(tx, user)
}

/// The users with these ids, in no particular order.
pub fn find_all(tx: &mut Tx<'_>, ids: &[String]) -> Result<Vec<UserRecord>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("SELECT document FROM users");
    query.among("id IN", ids);
    tx.all(&query.sql, &query.params, document)
}

/// Deletes a user's row; the caller deletes everything else that belongs to the user.
pub fn delete(tx: &mut Tx<'_>, id: &UserId) -> Result<()> {
    tx.execute(DELETE, &[id.as_str().into()]).map(drop)
}

fn write(tx: &mut Tx<'_>, sql: &str, user: &UserRecord) -> Result<()> {
    let document = to_document(user)?;
    let (search, name) = (user.search_text(), user.name_text());
    tx.execute(
        sql,
        &[
            user.id.as_str().into(),
            text(user.username.as_deref()),
            text(user.first_name.as_deref()),
            text(user.last_name.as_deref()),
            text(user.primary_email_address()),
            text(user.primary_phone_number()),
            text(user.primary_web3_wallet()),
            user.banned.into(),
            user.created_at.0.into(),
            user.updated_at.0.into(),
            user.last_active_at.map_or(0, |at| at.0).into(),
            user.last_sign_in_at.map_or(0, |at| at.0).into(),
            search.as_str().into(),
            name.as_str().into(),
            document.as_str().into(),
        ],
    )?;
    Ok(())
}

fn text(value: Option<&str>) -> Param<'_> {
    Param::Text(value.unwrap_or_default())
}
