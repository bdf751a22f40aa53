//! Sign-ins: identification, first factor, and second factor if the user has one.
//!
//! Without the password, nothing reveals who has an account: incorrect, unknown and locked look the same and take the
//! same time. The OAuth pages are one caller of these rules; a browser is identified by its [`SignInKey`].

mod code;
mod first_factor;
mod identify;
mod second_factor;

use housekey_contract::{Millis, UserId};
use housekey_store::Tx;
use housekey_store::instances::Settings;
use housekey_store::sessions::SessionRecord;
use housekey_store::sign_ins::{self, ProvedUser, SignInRecord};
use housekey_store::strategy::Strategy;
use rand::Rng;
use subtle::ConstantTimeEq;

use crate::error::{Code, Error, Result, refused};
use crate::notices::Notice;
use crate::sessions::{self, Proved, SecondFactor, SessionDevice};
use crate::{random, users};

pub use code::{NewSignInCode, code_owner, code_recipient, note_code, settle_code, sms_recipient};
pub use first_factor::{Attempt, CheckedAttempt, attempt, settle_attempt};
pub use second_factor::{
    CheckedSecondFactor, SecondFactorAttempt, SecondFactors, second_factor_attempt, second_factors,
    settle_second_factor,
};

/// Lifetime of a sign-in.
pub const LIFETIME: Millis = Millis::from_seconds(30 * 60);
/// Maximum number of failed attempts.
const MAX_FAILURES: u32 = 20;
/// Separates the secret from its expiry.
const SEPARATOR: char = '.';

/// A browser's key to its sign-in. Until it is used, it exists only in the browser.
#[derive(Clone, Debug)]
pub struct SignInKey {
    /// The sign-in's id, from the page's URL.
    pub id: String,
    /// The browser's secret, from its cookie, including its expiry.
    pub secret: String,
}

impl SignInKey {
    /// Generates a key for a new sign-in.
    pub fn generate(now: Millis, rng: &mut (impl Rng + ?Sized)) -> Self {
        let expires_at = now + LIFETIME;
        let secret = format!("{}{SEPARATOR}{}", random::token(rng, ""), expires_at.0);
        Self { id: random::token_id(rng), secret }
    }

    /// When the sign-in expires. A browser that changes it changes the secret.
    fn expires_at(&self) -> Millis {
        let text = self.secret.rsplit_once(SEPARATOR).map(|(_, text)| text);
        Millis(text.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// Rejects a key that has expired or was never issued.
    pub fn check(&self, now: Millis) -> Result<()> {
        let expires_at = self.expires_at();
        let is_id = !self.id.is_empty() && self.id.len() <= 64;
        if is_id && expires_at > now && expires_at <= now + LIFETIME { Ok(()) } else { Err(over()) }
    }
}

/// The context of a sign-in.
#[derive(Clone)]
pub struct SigningIn {
    /// The key of the sign-in.
    pub key: SignInKey,
    /// The instance's settings.
    pub settings: Settings,
    /// The browser.
    pub device: SessionDevice,
    /// The notice to send if the attempt locks the user.
    pub lock_notice: Option<Notice>,
}

/// The result of an attempt.
#[derive(Clone, Debug, PartialEq)]
pub enum Proof {
    /// Incorrect.
    Wrong,
    /// A second factor is required.
    NeedsSecondFactor,
    /// The user is signed in.
    SignedIn(Box<SessionRecord>),
}

/// The sign-in of a key, or a new one.
pub fn of_key(tx: &mut Tx<'_>, key: &SignInKey) -> Result<SignInRecord> {
    let now = tx.now();
    key.check(now)?;
    let digest = random::hash_token(&key.secret);
    let Some(found) = sign_ins::find(tx, &key.id)? else {
        let expires_at = key.expires_at();
        return Ok(SignInRecord {
            id: key.id.clone(),
            secret_digest: digest,
            expires_at,
            ..SignInRecord::default()
        });
    };
    let is_own = bool::from(digest.as_bytes().ct_eq(found.secret_digest.as_bytes()));
    if is_own && found.expires_at > now && found.failures < MAX_FAILURES { Ok(found) } else { Err(over()) }
}

/// Restarts a sign-in, possibly as another user.
pub fn start_again(tx: &mut Tx<'_>, key: &SignInKey) -> Result<()> {
    let before = of_key(tx, key)?;
    let after = SignInRecord { proved: None, code: None, session_id: None, ..before.clone() };
    if after == before { Ok(()) } else { Ok(sign_ins::save(tx, &after)?) }
}

/// Deletes a completed sign-in.
pub fn end(tx: &mut Tx<'_>, key: &SignInKey) -> Result<()> {
    Ok(sign_ins::delete(tx, &key.id)?)
}

/// Saves a sign-in. Starting one deletes expired ones.
fn save(tx: &mut Tx<'_>, sign_in: &SignInRecord) -> Result<()> {
    sign_ins::delete_expired(tx)?;
    Ok(sign_ins::save(tx, sign_in)?)
}

/// Records a failed attempt; enough of them end the sign-in. Also saved if there is no account, so that it takes the
/// same time.
fn wrong(tx: &mut Tx<'_>, mut sign_in: SignInRecord) -> Result<Proof> {
    sign_in.failures += 1;
    save(tx, &sign_in)?;
    Ok(Proof::Wrong)
}

/// Records a first factor, and signs the user in unless they have a second one.
fn pass_first_factor(
    tx: &mut Tx<'_>,
    signing_in: &SigningIn,
    mut sign_in: SignInRecord,
    user_id: UserId,
    strategy: Strategy,
) -> Result<Proof> {
    if !users::get(tx, &user_id)?.two_factor_enabled() {
        return complete(tx, signing_in, sign_in, &Proved::by(user_id, strategy, SecondFactor::NotShown));
    }
    sign_in.proved = Some(ProvedUser { user_id, strategy });
    sign_in.code = None;
    save(tx, &sign_in)?;
    Ok(Proof::NeedsSecondFactor)
}

/// A second factor completes the first factor of the same user only.
fn pass_second_factor(
    tx: &mut Tx<'_>,
    signing_in: &SigningIn,
    mut sign_in: SignInRecord,
    user_id: &UserId,
) -> Result<Proof> {
    match sign_in.proved.take() {
        Some(ProvedUser { user_id: first, strategy }) if first == *user_id => {
            complete(tx, signing_in, sign_in, &Proved::by(first, strategy, SecondFactor::Shown))
        }
        _ => wrong(tx, sign_in),
    }
}

fn complete(
    tx: &mut Tx<'_>,
    signing_in: &SigningIn,
    sign_in: SignInRecord,
    proved: &Proved,
) -> Result<Proof> {
    let SigningIn { settings, device, .. } = signing_in;
    let session = sessions::begin(tx, settings, device, proved)?;
    let session_id = Some(session.id.clone());
    save(tx, &SignInRecord { session_id, code: None, proved: None, ..sign_in })?;
    Ok(Proof::SignedIn(Box::new(session)))
}

/// Treats a locked user like an incorrect password.
fn hide_lock<T>(outcome: Result<T>) -> Result<Option<T>> {
    match outcome {
        Ok(outcome) => Ok(Some(outcome)),
        Err(error) if error.code() == Some("user_locked") => Ok(None),
        Err(error) => Err(error),
    }
}

pub(crate) fn over() -> Error {
    let long = "This sign-in has expired or was started in another browser. Go back to the application and try again.";
    refused(Code::ResourceNotFound, "not found", long)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    #[test]
    fn a_key_holds_for_half_an_hour_and_no_longer() {
        let (now, mut rng) = (Millis(1_000_000), StdRng::seed_from_u64(1));
        let key = SignInKey::generate(now, &mut rng);
        assert!(key.check(now).is_ok() && key.check(now + LIFETIME - Millis(1)).is_ok());
        assert!(key.check(now + LIFETIME).is_err());
        let stretched = SignInKey { secret: format!("x.{}", i64::MAX), ..key.clone() };
        assert!(stretched.check(now).is_err(), "a time that was never given out");
        assert!(SignInKey { secret: "x".into(), ..key }.check(now).is_err());
    }
}
