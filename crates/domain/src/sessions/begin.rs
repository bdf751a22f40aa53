use housekey_contract::object::SessionStatus;
use housekey_contract::{ClientId, Metadata, Millis, OrganizationId, SessionId, UserId};
use housekey_store::Tx;
use housekey_store::clients::{self as client_rows, ClientRecord};
use housekey_store::instances::Settings;
use housekey_store::sessions::{self, SessionRecord};
use housekey_store::strategy::Strategy;
use housekey_store::users::{self as user_rows, UserRecord};
use rand::Rng;

use super::activity::{inactivity, note_presence};
use super::bearer::refuse_banned;
use super::is_open;
use crate::clients::{self, ClientToken, HeldSessions};
use crate::error::{Code, Error, Result, refused};
use crate::organization_memberships::next_active;
use crate::restrictions::may_sign_in;
use crate::{events, random, users};

/// The browser or device of a new session, with its random values, because the transaction may be retried.
#[derive(Clone, Debug)]
pub struct SessionDevice {
    session_id: SessionId,
    /// The id of a new client, unless the device has one.
    client_id: ClientId,
    /// The random part of the client's new token. It changes every time, so that nobody can plant one in advance.
    pub rotating_token: String,
    known_by: Option<ClientToken>,
}

impl SessionDevice {
    /// A device with its client token, if any.
    pub fn new(known_by: Option<ClientToken>, now: Millis, rng: &mut (impl Rng + ?Sized)) -> Self {
        Self {
            session_id: SessionId::from(random::id(rng, now, SessionId::PREFIX)),
            client_id: ClientId::from(random::id(rng, now, ClientId::PREFIX)),
            rotating_token: random::token(rng, ""),
            known_by,
        }
    }

    /// Sets the session's id in advance; it must be unused.
    #[must_use]
    pub(super) fn with_session_id(self, session_id: SessionId) -> Self {
        Self { session_id, ..self }
    }
}

/// An authenticated user, and how they authenticated.
#[derive(Clone, Debug)]
pub struct Proved {
    /// The user.
    pub user_id: UserId,
    /// The first factor; `None` if the backend created the session.
    pub strategy: Option<Strategy>,
    /// The state of the second factor.
    pub second_factor: SecondFactor,
    /// The impersonator. Their activity isn't recorded as the user's.
    pub actor: Option<Metadata>,
    /// Maximum duration in seconds, if other than usual.
    pub seconds: Option<i64>,
    /// The organization to make active; by default the one the user joined last.
    pub organization_id: Option<OrganizationId>,
}

impl Proved {
    /// A user who passed a first factor.
    pub fn by(user_id: UserId, strategy: Strategy, second_factor: SecondFactor) -> Self {
        Self { strategy: Some(strategy), ..Self::by_backend(user_id, second_factor) }
    }

    pub(super) fn by_backend(user_id: UserId, second_factor: SecondFactor) -> Self {
        Self { user_id, strategy: None, second_factor, actor: None, seconds: None, organization_id: None }
    }
}

/// The state of the second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactor {
    /// It was verified.
    Shown,
    /// It wasn't verified, so users who have one are refused.
    NotShown,
    /// The application's backend vouches for the user.
    VouchedFor,
}

/// Begins a session, or continues the user's session on the same device. Every way to sign in ends here, so this is the
/// only place that checks whether the user may sign in.
///
/// In single-session mode, other sessions on the device are replaced.
pub fn begin(
    tx: &mut Tx<'_>,
    settings: &Settings,
    device: &SessionDevice,
    proved: &Proved,
) -> Result<SessionRecord> {
    let now = tx.now();
    let mut user = users::get(tx, &proved.user_id)?;
    may_begin(tx, settings, &user, proved.second_factor)?;
    let (client, held) = client_of(tx, device)?;
    let (own, others): (Vec<_>, Vec<_>) = held
        .into_iter()
        .filter(|session| is_open(session, now))
        .partition(|session| continues(session, proved));
    if settings.single_session_mode {
        replace(tx, others)?;
    }
    let is_new = own.is_empty();
    let organization_id = match &proved.organization_id {
        Some(organization) => Some(organization.clone()),
        None => next_active(tx, &user.id)?,
    };
    let session = own.into_iter().next().unwrap_or_else(|| SessionRecord {
        id: device.session_id.clone(),
        user_id: user.id.clone(),
        client_id: client.id.clone(),
        status: SessionStatus::Active,
        actor: proved.actor.clone(),
        last_active_organization_id: organization_id,
        created_at: now,
        ..SessionRecord::default()
    });
    let shown = proved.second_factor == SecondFactor::Shown;
    let lifetime = proved.seconds.unwrap_or(i64::MAX).min(settings.session_lifetime);
    let session = SessionRecord {
        last_active_organization_id: proved.organization_id.clone().or(session.last_active_organization_id),
        first_factor_at: proved.strategy.as_ref().map(|_| now).or(session.first_factor_at),
        second_factor_at: shown.then_some(now).or(session.second_factor_at),
        last_active_at: now,
        expire_at: now + Millis::from_seconds(lifetime),
        abandon_at: now + inactivity(settings, proved.actor.as_ref()),
        updated_at: now,
        ..session
    };
    if is_new {
        sessions::insert(tx, &session)?;
        events::of_session(tx, &session)?;
    } else {
        sessions::update(tx, &session)?;
    }
    keep_client(tx, client, &session, device, proved)?;
    if proved.actor.is_none() {
        if proved.strategy.is_some() {
            user.last_sign_in_at = Some(now);
            user_rows::update(tx, &user)?;
        }
        note_presence(tx, user)?;
    }
    Ok(session)
}

/// Whether a user may sign in: not banned, not locked, allowed by the lists, and with a second factor if they have one.
fn may_begin(
    tx: &mut Tx<'_>,
    settings: &Settings,
    user: &UserRecord,
    second_factor: SecondFactor,
) -> Result<()> {
    refuse_banned(user, Code::UserBanned)?;
    if users::is_locked(user, tx.now()) {
        let long =
            format!("The user {} is locked. Unlock the user, or wait until the lock expires.", user.id);
        return Err(refused(Code::UserLocked, "user locked", long));
    }
    may_sign_in(tx, &settings.restrictions, user)?;
    if second_factor == SecondFactor::NotShown && user.two_factor_enabled() {
        let long = "This account is protected by a second factor. Sign in to the application, and open this link again.";
        return Err(refused(Code::ResourceForbidden, "sign in first", long));
    }
    Ok(())
}

/// Whether a session on the device continues: the same user, without an impersonator before or now.
fn continues(session: &SessionRecord, proved: &Proved) -> bool {
    session.user_id == proved.user_id && session.actor.is_none() && proved.actor.is_none()
}

fn replace(tx: &mut Tx<'_>, sessions: Vec<SessionRecord>) -> Result<()> {
    let now = tx.now();
    for session in sessions {
        let replaced = SessionRecord { status: SessionStatus::Replaced, updated_at: now, ..session };
        sessions::update(tx, &replaced)?;
    }
    Ok(())
}

/// The device's client with its sessions, or a new one.
fn client_of(tx: &mut Tx<'_>, device: &SessionDevice) -> Result<(ClientRecord, Vec<SessionRecord>)> {
    if let Some(token) = &device.known_by {
        match clients::verify(tx, token) {
            Ok(HeldSessions { client, sessions }) => return Ok((client, sessions)),
            // An old token, or a deleted client.
            Err(Error::Refused { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let (id, now) = (device.client_id.clone(), tx.now());
    let client = ClientRecord { id, created_at: now, updated_at: now, ..ClientRecord::default() };
    client_rows::insert(tx, &client)?;
    Ok((client, Vec::new()))
}

/// Adds the session to the client and, after a sign-in, sets its new token.
fn keep_client(
    tx: &mut Tx<'_>,
    client: ClientRecord,
    session: &SessionRecord,
    device: &SessionDevice,
    proved: &Proved,
) -> Result<()> {
    let now = tx.now();
    let strategy = proved.strategy.as_ref().map(|strategy| strategy.as_str().to_owned());
    let digest = strategy.is_some().then(|| random::hash_token(&device.rotating_token));
    let client = ClientRecord {
        last_active_session_id: Some(session.id.clone()),
        last_authentication_strategy: strategy.or(client.last_authentication_strategy),
        rotating_token_digest: digest.or(client.rotating_token_digest),
        updated_at: now,
        ..client
    };
    Ok(client_rows::update(tx, &client)?)
}

/// A browser's session: the one last used, or else the newest open one.
pub fn of_browser(tx: &mut Tx<'_>, token: &ClientToken) -> Result<Option<SessionRecord>> {
    let held = match clients::verify(tx, token) {
        Ok(held) => held,
        Err(Error::Refused { .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    let last = held.client.last_active_session_id;
    let mut usable = Vec::new();
    for session in held.sessions {
        if super::bearer(tx, &session.id).is_ok() {
            usable.push(session);
        }
    }
    let position = usable.iter().position(|session| Some(&session.id) == last.as_ref());
    Ok(position.map(|index| usable.swap_remove(index)).or_else(|| usable.pop()))
}
