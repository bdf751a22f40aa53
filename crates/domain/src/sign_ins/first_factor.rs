use housekey_contract::UserId;
use housekey_store::Tx;
use housekey_store::strategy::Strategy;
use housekey_store::users::UserRecord;
use rand::Rng;

use super::identify::user_known_by;
use super::{Proof, SigningIn, hide_lock, of_key, pass_first_factor, wrong};
use crate::error::{Error, Result};
use crate::users::{self, CheckedPassword, PasswordCheck};

/// A password attempt. Verification is slow and happens between two transactions; see [`PasswordCheck`].
pub struct Attempt {
    user_id: Option<UserId>,
    check: PasswordCheck,
}

/// An attempt whose password was verified.
#[derive(Clone)]
pub struct CheckedAttempt {
    user_id: Option<UserId>,
    checked: CheckedPassword,
}

/// Prepares a password attempt. If no account matches, it is verified against a decoy.
pub fn attempt(tx: &mut Tx<'_>, identifier: &str) -> Result<Attempt> {
    let decoy = || Attempt { user_id: None, check: PasswordCheck::decoy() };
    let Some(user_id) = user_known_by(tx, identifier)? else { return Ok(decoy()) };
    match users::password_to_check(tx, &user_id) {
        Ok(check) => Ok(Attempt { user_id: Some(user_id), check }),
        // Locked, or without a password.
        Err(Error::Refused { .. }) => Ok(decoy()),
        Err(error) => Err(error),
    }
}

impl Attempt {
    /// The user with the identifier, if any.
    pub fn user(&self) -> Option<&UserRecord> {
        self.check.user()
    }

    /// Verifies a password. Slow; call it outside a transaction.
    pub fn run(self, password: &str, rng: &mut (impl Rng + ?Sized)) -> CheckedAttempt {
        CheckedAttempt { user_id: self.user_id, checked: self.check.run_evenly(password, rng) }
    }
}

/// Records the outcome of a password attempt.
pub fn settle_attempt(tx: &mut Tx<'_>, signing_in: &SigningIn, attempt: &CheckedAttempt) -> Result<Proof> {
    let SigningIn { key, settings, lock_notice, .. } = signing_in;
    let sign_in = of_key(tx, key)?;
    let notice = lock_notice.as_ref();
    let right = match &attempt.user_id {
        Some(user_id) => hide_lock(users::settle_password(tx, settings, user_id, &attempt.checked, notice))?,
        None => None,
    };
    match &attempt.user_id {
        Some(user_id) if right == Some(true) => {
            pass_first_factor(tx, signing_in, sign_in, user_id.clone(), Strategy::Password)
        }
        _ => wrong(tx, sign_in),
    }
}
