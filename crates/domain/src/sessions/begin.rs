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

/// The browser or device that a session is to begin in, with what is random about it: the transaction may run again.
#[derive(Clone, Debug)]
pub struct SessionDevice {
    session_id: SessionId,
    /// The client's id, unless the device has one.
    client_id: ClientId,
    /// The random part of the client's token from now on. It is a new one each time, so that nobody can plant theirs
    /// beforehand.
    pub rotating_token: String,
    known_by: Option<ClientToken>,
}

impl SessionDevice {
    /// A device that showed this token, if any.
    pub fn new(known_by: Option<ClientToken>, now: Millis, rng: &mut (impl Rng + ?Sized)) -> Self {
        Self {
            session_id: SessionId::from(random::id(rng, now, SessionId::PREFIX)),
            client_id: ClientId::from(random::id(rng, now, ClientId::PREFIX)),
            rotating_token: random::token(rng, ""),
            known_by,
        }
    }

    /// The session is to have this id, which no other has.
    #[must_use]
    pub(super) fn with_session_id(self, session_id: SessionId) -> Self {
        Self { session_id, ..self }
    }
}

/// Who is to be signed in, and on the strength of what.
#[derive(Clone, Debug)]
pub struct Proved {
    /// The user.
    pub user_id: UserId,
    /// The first factor; none where the backend made the session without one.
    pub strategy: Option<Strategy>,
    /// What is known of a second factor.
    pub second_factor: SecondFactor,
    /// Who acts as the user. What they do doesn't count as the user's.
    pub actor: Option<Metadata>,
    /// For how many seconds the session lasts at most, if not for as long as sessions do.
    pub seconds: Option<i64>,
    /// The organization that is to be active; the user's newest where there is none.
    pub organization_id: Option<OrganizationId>,
}

impl Proved {
    /// Somebody who showed a first factor.
    pub fn by(user_id: UserId, strategy: Strategy, second_factor: SecondFactor) -> Self {
        Self { strategy: Some(strategy), ..Self::by_backend(user_id, second_factor) }
    }

    pub(super) fn by_backend(user_id: UserId, second_factor: SecondFactor) -> Self {
        Self { user_id, strategy: None, second_factor, actor: None, seconds: None, organization_id: None }
    }
}

/// What is known of a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactor {
    /// It was shown.
    Shown,
    /// It was not shown: whoever has one does not get in.
    NotShown,
    /// The application's backend vouches for the user.
    VouchedFor,
}

/// Begins a session, or goes on with the one that the user has on the same device. Every way in ends here, so this alone
/// asks whether they may come in.
///
/// Other sessions on the device are replaced, where a device has one at a time.
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
        note_presence(tx, now, user)?;
    }
    Ok(session)
}

/// Whether a user may come in: not banned, not locked out, not kept out by the lists, and with a second factor where they
/// have one.
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

/// Whether a session on the device goes on: the same user, and nobody who acts as them, before or now.
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

/// The device's client with the sessions it holds, or a new one.
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

/// Gives the client its session and, where a person signed in, the token that it is known by from now on.
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
pub fn of_browser(tx: &mut Tx<'_>, now: Millis, token: &ClientToken) -> Result<Option<SessionRecord>> {
    let held = match clients::verify(tx, token) {
        Ok(held) => held,
        Err(Error::Refused { .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    let last = held.client.last_active_session_id;
    let mut usable = Vec::new();
    for session in held.sessions {
        if super::bearer(tx, now, &session.id).is_ok() {
            usable.push(session);
        }
    }
    let position = usable.iter().position(|session| Some(&session.id) == last.as_ref());
    Ok(position.map(|index| usable.swap_remove(index)).or_else(|| usable.pop()))
}
