//! Rules for users.

mod create;
mod credentials;
mod delete;
mod image;
pub(crate) mod listing;
mod lockout;
mod metadata;
mod second_factors;
mod unlink;
mod update;
mod verify;

use housekey_contract::UserId;
use housekey_store::users::{self, StoredUser, UserRecord};
use housekey_store::{StoreError, Tx, sessions as session_rows};

use crate::error::{Result, not_found};
use crate::{events, sessions};

pub use create::{NewUser, create};
pub use credentials::NewPassword;
pub use delete::delete;
pub use image::{delete_profile_image, set_profile_image};
pub use listing::{Listing, filters, listing};
pub use lockout::{ban, is_locked, lock, unban, unlock};
pub use metadata::{merge_metadata, replace_metadata};
pub(crate) use second_factors::note_change;
pub use second_factors::{delete_backup_codes, delete_totp, disable_mfa};
pub use unlink::{delete_external_account, delete_passkey, delete_web3_wallet};
pub use update::{UserChanges, update};
pub use verify::{
    CheckedCode, CheckedPassword, PasswordCheck, TotpCheck, code_to_check, password_to_check, settle_code,
    settle_password, settle_proof, wrong_code, wrong_password,
};

/// The user with this id.
pub fn get(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    users::find(tx, id)?.ok_or_else(|| not_found("user", id.as_str()))
}

/// Shows the user with this id without parsing them first.
pub fn show<T>(
    tx: &mut Tx<'_>,
    id: &UserId,
    show: impl FnOnce(&StoredUser<'_>) -> Result<T, StoreError>,
) -> Result<T> {
    users::show(tx, id, show)?.ok_or_else(|| not_found("user", id.as_str()))
}

/// Shows those of these users who are there, in no order.
pub fn show_all<T>(
    tx: &mut Tx<'_>,
    ids: &[String],
    show: impl FnMut(&StoredUser<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>> {
    Ok(users::show_all(tx, ids, show)?)
}

/// Saves a change that is visible to others.
fn save(tx: &mut Tx<'_>, mut user: UserRecord) -> Result<UserRecord> {
    user.updated_at = tx.now();
    users::update(tx, &user)?;
    events::user_updated(tx, &user)?;
    Ok(user)
}

/// Ends all sessions of a user.
fn end_sessions(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    for session in session_rows::active_of_user(tx, user)? {
        sessions::end(tx, session)?;
    }
    Ok(())
}
