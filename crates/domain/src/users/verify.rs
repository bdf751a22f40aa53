use housekey_contract::object::CodeType;
use housekey_contract::{Millis, UserId};
use housekey_store::Tx;
use housekey_store::credentials::{self, CredentialsRecord, PasswordRecord};
use housekey_store::instances::Settings;
use housekey_store::users::{self, UserRecord};
use rand::Rng;

use super::credentials::{open_totp, record};
use super::get;
use super::lockout::{is_locked, set_lock};
use crate::error::{Code, Error, Result, refused};
use crate::events;
use crate::notices::Notice;
use crate::passwords::{self, Digest};
use crate::seal::MasterKey;
use crate::second_factor::find_backup_code;

/// A password verification. It is slow and happens between two transactions: [`password_to_check`] reads,
/// [`PasswordCheck::run`] computes, [`settle_password`] decides. Only the last one counts, so that a hundred concurrent
/// attempts reveal no more than the allowed number.
pub struct PasswordCheck {
    digest: Digest,
    user: Option<UserRecord>,
}

/// The result of a verification, with a new digest if the old one is outdated.
#[derive(Clone)]
pub struct CheckedPassword {
    right: bool,
    before: String,
    rehashed: Option<PasswordRecord>,
}

/// The digest to verify a user's password against.
pub fn password_to_check(tx: &mut Tx<'_>, id: &UserId) -> Result<PasswordCheck> {
    let user = get(tx, id)?;
    refuse_locked(&user, tx.now())?;
    let Some(password) = credentials::get(tx, id)?.password else {
        return Err(refused(Code::NoPasswordSet, "no password set", "The user has no password to verify."));
    };
    let digest = Digest::parse(&password.hasher, &password.digest);
    let digest = digest.map_err(|error| Error::Internal(error.to_string()))?;
    Ok(PasswordCheck { digest, user: Some(user) })
}

impl PasswordCheck {
    /// A verification that always fails, but takes as long as others.
    pub(crate) fn decoy() -> Self {
        Self { digest: passwords::dummy(), user: None }
    }

    /// The user it belongs to.
    pub fn user(&self) -> Option<&UserRecord> {
        self.user.as_ref()
    }

    /// Checks a password, beside one of ours where the digest is another system's: that may be fast, and time must not tell
    /// whose account was imported. Slow: call it outside a transaction.
    pub fn run_evenly(self, password: &str, rng: &mut (impl Rng + ?Sized)) -> CheckedPassword {
        if self.digest.needs_rehash() {
            passwords::dummy().verify(password);
        }
        self.run(password, rng)
    }

    /// Checks a password. Slow: call it outside a transaction.
    pub fn run(self, password: &str, rng: &mut (impl Rng + ?Sized)) -> CheckedPassword {
        let right = self.digest.verify(password);
        let rehashed = (right && self.digest.needs_rehash()).then(|| record(passwords::hash(password, rng)));
        CheckedPassword { right, before: self.digest.text, rehashed }
    }
}

/// Records a verified password and returns whether it was correct. Failed attempts are counted; the last allowed one
/// locks the user, who is notified.
pub fn settle_password(
    tx: &mut Tx<'_>,
    settings: &Settings,
    id: &UserId,
    checked: &CheckedPassword,
    notice: Option<&Notice>,
) -> Result<bool> {
    let mut user = get(tx, id)?;
    refuse_locked(&user, tx.now())?;
    if !checked.right {
        count_failure(tx, settings, &mut user, notice)?;
        return Ok(false);
    }
    clear_failures(tx, &mut user)?;
    let mut secrets = credentials::get(tx, id)?;
    let unchanged = secrets.password.as_ref().is_some_and(|password| password.digest == checked.before);
    if let (Some(rehashed), true) = (&checked.rehashed, unchanged) {
        secrets.password = Some(rehashed.clone());
        credentials::save(tx, id, &secrets)?;
    }
    Ok(true)
}

/// The error for an incorrect password.
pub fn wrong_password() -> Error {
    refused(Code::IncorrectPassword, "incorrect password", "The provided password is incorrect.")
}

/// The error for an incorrect code.
pub fn wrong_code() -> Error {
    refused(
        Code::TotpIncorrectCode,
        "incorrect code",
        "The provided code is incorrect, expired, or already used.",
    )
}

/// The verification of a second-factor code; see [`PasswordCheck`].
pub struct TotpCheck {
    secrets: CredentialsRecord,
    user: UserRecord,
}

/// The kind of a verified code.
#[derive(Clone, Debug)]
pub enum CheckedCode {
    /// A TOTP code of this time step.
    Totp(i64),
    /// The backup code with this digest.
    BackupCode(String),
    /// Incorrect.
    Wrong,
}

/// The secrets to verify a user's code against.
pub fn code_to_check(tx: &mut Tx<'_>, id: &UserId) -> Result<TotpCheck> {
    let user = get(tx, id)?;
    refuse_locked(&user, tx.now())?;
    let secrets = credentials::get(tx, id)?;
    if secrets.totp.is_none() && secrets.backup_codes.is_empty() {
        let long = "The user has no authenticator app and no backup codes.";
        return Err(refused(Code::TotpDisabled, "totp disabled", long));
    }
    Ok(TotpCheck { secrets, user })
}

impl TotpCheck {
    /// The user it belongs to.
    pub fn user(&self) -> &UserRecord {
        &self.user
    }

    /// Verifies the code. Slow for backup codes: call it outside a transaction.
    pub fn run(self, code: &str, seal: &MasterKey, now: Millis) -> Result<CheckedCode> {
        if let Some(totp) = &self.secrets.totp
            && let Some(step) = open_totp(totp, seal)?.verify(code, now.0, totp.last_step)
        {
            return Ok(CheckedCode::Totp(step));
        }
        let found = find_backup_code(&self.secrets.backup_codes, code);
        Ok(found.map_or(CheckedCode::Wrong, |index| {
            CheckedCode::BackupCode(self.secrets.backup_codes[index].clone())
        }))
    }
}

/// Consumes a verified code and returns its kind; `None` for an incorrect one, which counts as a failed attempt. Of
/// several concurrent uses of a code, one succeeds.
pub fn settle_code(
    tx: &mut Tx<'_>,
    settings: &Settings,
    id: &UserId,
    checked: &CheckedCode,
    notice: Option<&Notice>,
) -> Result<Option<CodeType>> {
    let mut user = get(tx, id)?;
    refuse_locked(&user, tx.now())?;
    let mut secrets = credentials::get(tx, id)?;
    let Some(kind) = use_up(&mut secrets, checked) else {
        count_failure(tx, settings, &mut user, notice)?;
        return Ok(None);
    };
    credentials::save(tx, id, &secrets)?;
    user.backup_code_enabled = !secrets.backup_codes.is_empty();
    user.failed_attempts = 0;
    users::update(tx, &user)?;
    Ok(Some(kind))
}

/// Records another proof, such as an email code, as correct or incorrect. Incorrect ones count as failed attempts.
pub fn settle_proof(
    tx: &mut Tx<'_>,
    settings: &Settings,
    id: &UserId,
    right: bool,
    notice: Option<&Notice>,
) -> Result<()> {
    let mut user = get(tx, id)?;
    refuse_locked(&user, tx.now())?;
    if right { clear_failures(tx, &mut user) } else { count_failure(tx, settings, &mut user, notice) }
}

fn use_up(secrets: &mut CredentialsRecord, checked: &CheckedCode) -> Option<CodeType> {
    match checked {
        CheckedCode::Totp(step) => {
            let totp = secrets.totp.as_mut().filter(|totp| totp.last_step.is_none_or(|last| last < *step))?;
            totp.last_step = Some(*step);
            Some(CodeType::Totp)
        }
        CheckedCode::BackupCode(digest) => {
            let index = secrets.backup_codes.iter().position(|code| code == digest)?;
            secrets.backup_codes.remove(index);
            Some(CodeType::BackupCode)
        }
        CheckedCode::Wrong => None,
    }
}

fn refuse_locked(user: &UserRecord, now: Millis) -> Result<()> {
    if !is_locked(user, now) {
        return Ok(());
    }
    let seconds = user.lock_expires_at.map(|at| (at - now).seconds().max(1));
    let long =
        "The user is locked after too many failed attempts. Unlock the user, or wait until the lock expires.";
    let error = refused(Code::UserLocked, "user locked", long);
    Err(error.with_meta("lockout_expires_in_seconds", serde_json::json!(seconds)))
}

fn count_failure(
    tx: &mut Tx<'_>,
    settings: &Settings,
    user: &mut UserRecord,
    notice: Option<&Notice>,
) -> Result<()> {
    let now = tx.now();
    if user.locked {
        // The lock has expired, so counting restarts.
        (user.locked, user.lock_expires_at, user.failed_attempts) = (false, None, 0);
    }
    user.failed_attempts += 1;
    if settings.lockout_attempts > 0 && user.failed_attempts >= settings.lockout_attempts {
        set_lock(settings, now, user);
        users::update(tx, user)?;
        if let Some(notice) = notice {
            notice.enqueue(tx)?;
        }
        return events::user_updated(tx, user);
    }
    Ok(users::update(tx, user)?)
}

fn clear_failures(tx: &mut Tx<'_>, user: &mut UserRecord) -> Result<()> {
    if user.failed_attempts == 0 && !user.locked {
        return Ok(());
    }
    (user.locked, user.lock_expires_at, user.failed_attempts) = (false, None, 0);
    Ok(users::update(tx, user)?)
}
