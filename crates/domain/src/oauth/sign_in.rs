//! Signing in on the pages of a visit: a password or a code by e-mail, then a second factor where there is one.
//!
//! Whoever does not know the password learns nothing about who has an account: wrong, unknown and locked look the same,
//! and take as long.

use housekey_contract::{ClientId, EmailAddressId, Metadata, Millis, UserId};
use housekey_store::instances::Settings;
use housekey_store::oauth_visits::{self, OAuthVisitRecord, ProvedUser, SentCode};
use housekey_store::users::EmailAddressRecord;
use housekey_store::{InstanceTx, identifications};
use rand::Rng;
use subtle::ConstantTimeEq;

use super::visits::{VisitKey, visit};
use crate::clients::ClientToken;
use crate::error::{Error, Result, refused};
use crate::messages::{self, NewMessage};
use crate::seal::MasterKey;
use crate::sessions::{self, NewSignIn};
use crate::users::{self, CheckedCode, CheckedPassword, PasswordCheck};
use crate::{identifiers, random, verification};

/// For how long a code is good.
const CODE_LIFETIME: Millis = Millis::from_seconds(10 * 60);
/// How often one code may be guessed.
const GUESSES: u32 = 5;
/// How often something wrong may be shown in one visit.
const MOST_FAILURES: u32 = 20;
/// How many codes may be sent in one visit, and to one user at a time.
const MOST_CODES: u32 = 5;
/// How much time must pass between two codes of a visit.
const BETWEEN_CODES: Millis = Millis::from_seconds(30);
/// How many digits a code has.
const DIGITS: usize = 6;

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
pub fn attempt(tx: &mut InstanceTx<'_, '_>, now: Millis, identifier: &str) -> Result<Attempt> {
    let decoy = || Attempt { user_id: None, check: PasswordCheck::decoy() };
    let Some(user_id) = who(tx, identifier)? else { return Ok(decoy()) };
    match users::password_to_check(tx, now, &user_id) {
        Ok(check) => Ok(Attempt { user_id: Some(user_id), check }),
        // Locked, or without a password.
        Err(Error::Refused { .. }) => Ok(decoy()),
        Err(error) => Err(error),
    }
}

impl Attempt {
    /// Checks a password. Slow: call it outside a transaction.
    pub fn run(self, password: &str, rng: &mut (impl Rng + ?Sized)) -> CheckedAttempt {
        CheckedAttempt { user_id: self.user_id, checked: self.check.run(password, rng) }
    }
}

/// Takes note of a checked password.
pub fn settle_attempt(
    tx: &mut InstanceTx<'_, '_>,
    signing_in: &SigningIn,
    attempt: &CheckedAttempt,
) -> Result<Proof> {
    let SigningIn { key, settings, now, .. } = signing_in;
    let mut visit = visit(tx, *now, key)?;
    let right = match &attempt.user_id {
        Some(user_id) => hide_lock(users::settle_password(tx, settings, *now, user_id, &attempt.checked))?,
        None => None,
    };
    match &attempt.user_id {
        Some(user_id) if right == Some(true) => {
            first_factor(tx, signing_in, &mut visit, user_id.clone(), "password")
        }
        _ => wrong(tx, visit),
    }
}

/// Whose code it would be, and where it would be sent.
#[derive(Clone, Debug)]
pub struct CodeRecipient {
    user_id: UserId,
    address_id: EmailAddressId,
    address: String,
}

/// Who would be sent a code, if anybody has this e-mail address.
pub fn code_recipient(
    tx: &mut InstanceTx<'_, '_>,
    now: Millis,
    identifier: &str,
) -> Result<Option<CodeRecipient>> {
    let Some(user_id) = who(tx, identifier)? else { return Ok(None) };
    let user = users::get(tx, &user_id)?;
    if user.banned || users::is_locked(&user, now) {
        return Ok(None);
    }
    let typed = identifiers::email_address(identifier).ok();
    let verified = |address: &&EmailAddressRecord| verification::is_verified(address.verification.as_ref());
    let mut addresses = user.email_addresses.iter().filter(verified);
    let address = match typed {
        Some(typed) => addresses.find(|address| address.value == typed),
        None => addresses.find(|address| Some(&address.id) == user.primary_email_address_id.as_ref()),
    };
    Ok(address.map(|address| CodeRecipient {
        user_id,
        address_id: address.id.clone(),
        address: address.value.clone(),
    }))
}

/// Makes a code, and the e-mail that brings it, if there is somebody to bring it to. Call it outside a transaction.
pub fn new_code(
    recipient: Option<CodeRecipient>,
    identifier: &str,
    key: &VisitKey,
    seal: &MasterKey,
    now: Millis,
    rng: &mut (impl Rng + ?Sized),
) -> (SentCode, Option<NewMessage>) {
    let code = random::digits(rng, DIGITS);
    let sent = SentCode {
        user_id: recipient.as_ref().map(|recipient| recipient.user_id.clone()),
        identifier: identifier.to_owned(),
        digest: code_digest(key, &code),
        guesses_left: GUESSES,
        sent_at: now,
        expires_at: now + CODE_LIFETIME,
    };
    let message = recipient.map(|recipient| {
        let to = messages::Recipient {
            to: recipient.address,
            user_id: Some(recipient.user_id),
            identification_id: Some(recipient.address_id.as_str().into()),
        };
        let mut data = Metadata::new();
        data.insert("otp_code".into(), code.into());
        messages::email("verification_code", to, &data, seal, now, rng)
    });
    (sent, message)
}

/// Sends a code, and replaces the one before.
pub fn note_code(
    tx: &mut InstanceTx<'_, '_>,
    now: Millis,
    key: &VisitKey,
    sent: &SentCode,
    message: Option<&NewMessage>,
) -> Result<()> {
    let mut visit = visit(tx, now, key)?;
    let too_soon = visit.code.as_ref().is_some_and(|code| now - code.sent_at < BETWEEN_CODES);
    if too_soon || visit.codes_sent >= MOST_CODES {
        let long = "A code was sent a moment ago. Look for it once more, or wait before you ask for another.";
        return Err(refused(429, "too_many_requests", "too many codes", long));
    }
    let is_flooded = match &sent.user_id {
        Some(user) => oauth_visits::with_code_of(tx, user, now)? >= u64::from(MOST_CODES),
        None => false,
    };
    if let Some(message) = message.filter(|_| !is_flooded) {
        messages::enqueue(tx, message)?;
    }
    visit.codes_sent += 1;
    visit.code = Some(sent.clone());
    visit.proved = None;
    Ok(oauth_visits::update(tx, &visit)?)
}

/// Takes note of a code that was typed. A right one is good for one sign-in.
pub fn settle_code(tx: &mut InstanceTx<'_, '_>, signing_in: &SigningIn, typed: &str) -> Result<Proof> {
    let SigningIn { key, settings, now, .. } = signing_in;
    let mut visit = visit(tx, *now, key)?;
    let usable = |code: &SentCode| code.expires_at > *now && code.guesses_left > 0;
    let Some(mut code) = visit.code.clone().filter(usable) else { return wrong(tx, visit) };
    let typed: String = typed.chars().filter(char::is_ascii_digit).collect();
    let right: bool = code_digest(key, &typed).as_bytes().ct_eq(code.digest.as_bytes()).into();
    let proved = match &code.user_id {
        Some(user) => hide_lock(users::settle_proof(tx, settings, *now, user, right))?.is_some() && right,
        None => false,
    };
    if let (true, Some(user_id)) = (proved, code.user_id.clone()) {
        return first_factor(tx, signing_in, &mut visit, user_id, "email_code");
    }
    code.guesses_left -= 1;
    visit.code = Some(code);
    wrong(tx, visit)
}

/// Counts what was wrong in a visit, which ends in the end. It is written for those who are not there too, so that it
/// takes as long.
fn wrong(tx: &mut InstanceTx<'_, '_>, mut visit: OAuthVisitRecord) -> Result<Proof> {
    visit.failures += 1;
    if visit.failures >= MOST_FAILURES {
        oauth_visits::delete(tx, &visit.id)?;
    } else {
        oauth_visits::update(tx, &visit)?;
    }
    Ok(Proof::Wrong)
}

/// Whose second factor is to be shown in a visit.
pub fn second_factor(tx: &mut InstanceTx<'_, '_>, now: Millis, key: &VisitKey) -> Result<UserId> {
    let proved = visit(tx, now, key)?.proved;
    proved.map(|proved| proved.user_id).ok_or_else(|| {
        refused(400, "form_param_missing", "sign in first", "Show your password or a code first.")
    })
}

/// Takes note of a second factor's code.
pub fn settle_second_factor(
    tx: &mut InstanceTx<'_, '_>,
    signing_in: &SigningIn,
    checked: &CheckedCode,
) -> Result<Proof> {
    let SigningIn { key, settings, now, .. } = signing_in;
    let mut visit = visit(tx, *now, key)?;
    let user_id = second_factor(tx, *now, key)?;
    let kind = hide_lock(users::settle_code(tx, settings, *now, &user_id, checked))?.flatten();
    if kind.is_none() {
        return wrong(tx, visit);
    }
    let strategy = visit.proved.take().map(|proved| proved.strategy).unwrap_or_default();
    sign_in(tx, signing_in, &mut visit, &user_id, &strategy, true)
}

/// Lets the user of a visit begin again, maybe as somebody else.
pub fn start_again(tx: &mut InstanceTx<'_, '_>, now: Millis, key: &VisitKey) -> Result<()> {
    let mut visit = visit(tx, now, key)?;
    (visit.proved, visit.code, visit.session_id) = (None, None, None);
    Ok(oauth_visits::update(tx, &visit)?)
}

fn first_factor(
    tx: &mut InstanceTx<'_, '_>,
    signing_in: &SigningIn,
    visit: &mut OAuthVisitRecord,
    user_id: UserId,
    strategy: &str,
) -> Result<Proof> {
    let user = users::get(tx, &user_id)?;
    if !user.two_factor_enabled() {
        return sign_in(tx, signing_in, visit, &user_id, strategy, false);
    }
    if !user.totp_enabled && !user.backup_code_enabled {
        let long = "Your second factor is a code by SMS, which these pages do not take yet.";
        return Err(refused(403, "strategy_for_user_invalid", "unsupported second factor", long));
    }
    visit.proved = Some(ProvedUser { user_id, strategy: strategy.to_owned() });
    oauth_visits::update(tx, visit)?;
    Ok(Proof::NeedsSecondFactor)
}

fn sign_in(
    tx: &mut InstanceTx<'_, '_>,
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
fn who(tx: &mut InstanceTx<'_, '_>, identifier: &str) -> Result<Option<UserId>> {
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

/// A code has too few digits for a hash of its own; with what only the browser knows there is nothing to try them on.
fn code_digest(key: &VisitKey, code: &str) -> String {
    random::hash_token(&format!("{}:{code}", key.secret))
}
