//! Signing in on the pages of a visit: a password or a code by e-mail, then a second factor where there is one.
//!
//! Whoever does not know the password learns nothing about who has an account: wrong, unknown and locked look the same,
//! and take as long.

mod codes;
mod second_factor;

use housekey_contract::{ClientId, Millis, UserId};
use housekey_store::instances::Settings;
use housekey_store::oauth_visits::{self, OAuthVisitRecord, ProvedUser};
use housekey_store::users::UserRecord;
use housekey_store::{Tx, identifications};
use rand::Rng;

use super::visits::{VisitKey, visit};
use crate::clients::ClientToken;
use crate::error::{Error, Result};
use crate::notices::Notice;
use crate::sessions::{self, NewSignIn};
use crate::users::{self, CheckedPassword, PasswordCheck};
use crate::{identifiers, verification};

pub use codes::{CodeRecipient, code_owner, code_recipient, new_code, note_code, settle_code, sms_recipient};
pub use second_factor::{
    CheckedSecondFactor, SecondFactorAttempt, SecondFactors, second_factor_attempt, second_factors,
    settle_second_factor,
};

/// How often something wrong may be shown in one visit.
const MAX_FAILURES: u32 = 20;

/// What signing in depends on, apart from who does.
#[derive(Clone)]
pub struct SigningIn {
    /// Which visit it is part of.
    pub key: VisitKey,
    /// How the instance behaves.
    pub settings: Settings,
    /// When it happens.
    pub now: Millis,
    /// The session that it makes.
    pub new: NewSignIn,
    /// What the browser was known by before.
    pub client: Option<ClientToken>,
    /// What the user is told should it be one mistake too many.
    pub lock_notice: Option<Notice>,
}

/// How far a user has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// What was shown is wrong.
    Wrong,
    /// A second factor is to be shown as well.
    NeedsSecondFactor,
    /// The user is signed in.
    SignedIn(ClientId),
}

/// Somebody tries a password. Checking it is slow, and happens between two transactions; see [`PasswordCheck`].
pub struct Attempt {
    user_id: Option<UserId>,
    check: PasswordCheck,
}

/// An attempt whose password has been checked.
#[derive(Clone)]
pub struct CheckedAttempt {
    user_id: Option<UserId>,
    checked: CheckedPassword,
}

/// What a password is checked against. Where nobody has what was typed, it is a password that nobody knows.
pub fn attempt(tx: &mut Tx<'_>, identifier: &str) -> Result<Attempt> {
    let decoy = || Attempt { user_id: None, check: PasswordCheck::decoy() };
    let Some(user_id) = who(tx, identifier)? else { return Ok(decoy()) };
    match users::password_to_check(tx, &user_id) {
        Ok(check) => Ok(Attempt { user_id: Some(user_id), check }),
        // Locked, or without a password.
        Err(Error::Refused { .. }) => Ok(decoy()),
        Err(error) => Err(error),
    }
}

impl Attempt {
    /// Who it may be.
    pub fn user(&self) -> Option<&UserRecord> {
        self.check.user()
    }

    /// Checks a password. Slow: call it outside a transaction.
    pub fn run(self, password: &str, rng: &mut (impl Rng + ?Sized)) -> CheckedAttempt {
        CheckedAttempt { user_id: self.user_id, checked: self.check.run(password, rng) }
    }
}

/// Takes note of a checked password.
pub fn settle_attempt(tx: &mut Tx<'_>, signing_in: &SigningIn, attempt: &CheckedAttempt) -> Result<Proof> {
    let SigningIn { key, settings, now, lock_notice, .. } = signing_in;
    let mut visit = visit(tx, *now, key)?;
    let notice = lock_notice.as_ref();
    let right = match &attempt.user_id {
        Some(user_id) => hide_lock(users::settle_password(tx, settings, user_id, &attempt.checked, notice))?,
        None => None,
    };
    match &attempt.user_id {
        Some(user_id) if right == Some(true) => {
            first_factor(tx, signing_in, &mut visit, user_id.clone(), "password")
        }
        _ => wrong(tx, visit),
    }
}

/// Counts what was wrong in a visit, which ends in the end. It is written for those who are not there too, so that it
/// takes as long.
fn wrong(tx: &mut Tx<'_>, mut visit: OAuthVisitRecord) -> Result<Proof> {
    visit.failures += 1;
    if visit.failures >= MAX_FAILURES {
        oauth_visits::delete(tx, &visit.id)?;
    } else {
        oauth_visits::update(tx, &visit)?;
    }
    Ok(Proof::Wrong)
}

/// Lets the user of a visit begin again, maybe as somebody else.
pub fn start_again(tx: &mut Tx<'_>, now: Millis, key: &VisitKey) -> Result<()> {
    let mut visit = visit(tx, now, key)?;
    (visit.proved, visit.code, visit.session_id) = (None, None, None);
    Ok(oauth_visits::update(tx, &visit)?)
}

fn first_factor(
    tx: &mut Tx<'_>,
    signing_in: &SigningIn,
    visit: &mut OAuthVisitRecord,
    user_id: UserId,
    strategy: &str,
) -> Result<Proof> {
    let user = users::get(tx, &user_id)?;
    if !user.two_factor_enabled() {
        return sign_in(tx, signing_in, visit, &user_id, strategy, false);
    }
    visit.proved = Some(ProvedUser { user_id, strategy: strategy.to_owned() });
    visit.code = None;
    oauth_visits::update(tx, visit)?;
    Ok(Proof::NeedsSecondFactor)
}

fn sign_in(
    tx: &mut Tx<'_>,
    signing_in: &SigningIn,
    visit: &mut OAuthVisitRecord,
    user_id: &UserId,
    strategy: &str,
    with_second_factor: bool,
) -> Result<Proof> {
    let SigningIn { settings, now, new, client, .. } = signing_in;
    let proof = sessions::Proved { user_id, strategy, with_second_factor };
    let session = sessions::sign_in(tx, settings, *now, new, client.as_ref(), proof)?;
    visit.session_id = Some(session.id);
    (visit.code, visit.proved) = (None, None);
    oauth_visits::update(tx, visit)?;
    Ok(Proof::SignedIn(session.client_id))
}

/// Who has this e-mail address, phone number or username; an address or number must be proved to be theirs.
fn who(tx: &mut Tx<'_>, identifier: &str) -> Result<Option<UserId>> {
    use identifications::Kind;

    let normal = [
        (Kind::EmailAddress, identifiers::email_address(identifier)),
        (Kind::PhoneNumber, identifiers::phone_number(identifier)),
        (Kind::Username, identifiers::username(identifier)),
    ];
    let Some((kind, value)) = normal.into_iter().find_map(|(kind, value)| Some((kind, value.ok()?))) else {
        return Ok(None);
    };
    let Some(user_id) = identifications::owner(tx, kind, &value)? else { return Ok(None) };
    let user = users::get(tx, &user_id)?;
    let is_theirs = match kind {
        Kind::EmailAddress => user.email_addresses.iter().any(|address| {
            address.value == value && verification::is_verified(address.verification.as_ref())
        }),
        Kind::PhoneNumber => user
            .phone_numbers
            .iter()
            .any(|number| number.value == value && verification::is_verified(number.verification.as_ref())),
        _ => true,
    };
    Ok(is_theirs.then_some(user_id))
}

/// A locked user looks like a wrong password.
fn hide_lock<T>(outcome: Result<T>) -> Result<Option<T>> {
    match outcome {
        Ok(outcome) => Ok(Some(outcome)),
        Err(error) if error.code() == Some("user_locked") => Ok(None),
        Err(error) => Err(error),
    }
}
