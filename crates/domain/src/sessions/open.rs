use housekey_contract::object::SessionStatus;
use housekey_contract::{ClientId, Metadata, Millis, OrganizationId, SessionId, UserId};
use housekey_store::Tx;
use housekey_store::clients::{self as client_rows, ClientRecord};
use housekey_store::instances::Settings;
use housekey_store::sessions::{self, SessionRecord};
use housekey_store::users as user_rows;
use rand::Rng;

use super::activity::{inactivity, note_presence};
use super::bearer::may_be_signed_in;
use super::is_open;
use crate::clients::{self, ClientToken};
use crate::error::Result;
use crate::restrictions::may_sign_in;
use crate::{events, random, users};

/// What is random about a session that is to be opened in a browser.
#[derive(Clone, Debug)]
pub struct Opening {
    session_id: SessionId,
    /// The client's id, unless the browser has one.
    client_id: ClientId,
    /// The random part of the token that the browser will keep.
    pub rotating_token: String,
}

impl Opening {
    /// Makes what is random.
    pub fn prepare(now: Millis, rng: &mut (impl Rng + ?Sized)) -> Self {
        Self {
            session_id: SessionId::from(random::id(rng, now, SessionId::PREFIX)),
            client_id: ClientId::from(random::id(rng, now, ClientId::PREFIX)),
            rotating_token: random::token(rng, ""),
        }
    }
}

/// The session to open.
#[derive(Clone, Debug, Default)]
pub struct SessionOptions {
    /// The user.
    pub user_id: UserId,
    /// The impersonator. Their activity isn't recorded as the user's.
    pub actor: Option<Metadata>,
    /// Maximum duration in seconds, if other than usual.
    pub seconds: Option<i64>,
    /// The active organization.
    pub organization_id: Option<OrganizationId>,
    /// The strategy: `ticket` …
    pub strategy: &'static str,
}

/// Opens a session for a user who may be signed in. It takes the place of those that the browser has, and the browser's
/// client gets a new token: one that somebody else has put there is worth nothing afterwards.
pub fn open(
    tx: &mut Tx<'_>,
    settings: &Settings,
    now: Millis,
    opening: &Opening,
    browser: Option<&ClientToken>,
    options: &SessionOptions,
) -> Result<SessionRecord> {
    let mut user = users::get(tx, &options.user_id)?;
    may_be_signed_in(&user, now)?;
    may_sign_in(tx, &settings.restrictions, &user)?;
    let client_id = settle_client(tx, now, opening, browser, options)?;
    let lifetime = options.seconds.unwrap_or(i64::MAX).min(settings.session_lifetime);
    let session = SessionRecord {
        id: opening.session_id.clone(),
        user_id: user.id.clone(),
        client_id,
        status: SessionStatus::Active,
        actor: options.actor.clone(),
        last_active_organization_id: options.organization_id.clone(),
        first_factor_at: Some(now),
        last_active_at: now,
        expire_at: now + Millis::from_seconds(lifetime),
        abandon_at: now + inactivity(settings, options.actor.as_ref()),
        created_at: now,
        updated_at: now,
        ..SessionRecord::default()
    };
    sessions::insert(tx, &session)?;
    events::of_session(tx, &session)?;
    if options.actor.is_none() {
        user.last_sign_in_at = Some(now);
        user_rows::update(tx, &user)?;
        note_presence(tx, now, user)?;
    }
    Ok(session)
}

/// The browser's client with a new token and without open sessions; a new client where it has none.
fn settle_client(
    tx: &mut Tx<'_>,
    now: Millis,
    opening: &Opening,
    browser: Option<&ClientToken>,
    options: &SessionOptions,
) -> Result<ClientId> {
    let held = browser.and_then(|token| clients::verify(tx, token).ok());
    let known = held.as_ref().map(|held| held.client.clone());
    for session in held.into_iter().flat_map(|held| held.sessions) {
        if is_open(&session, now) {
            let replaced = SessionRecord { status: SessionStatus::Replaced, updated_at: now, ..session };
            sessions::update(tx, &replaced)?;
        }
    }
    let is_new = known.is_none();
    let client = ClientRecord {
        last_active_session_id: Some(opening.session_id.clone()),
        last_authentication_strategy: Some(options.strategy.to_owned()),
        rotating_token_digest: Some(random::hash_token(&opening.rotating_token)),
        updated_at: now,
        ..known.unwrap_or_else(|| ClientRecord {
            id: opening.client_id.clone(),
            created_at: now,
            ..ClientRecord::default()
        })
    };
    if is_new {
        client_rows::insert(tx, &client)?;
    } else {
        client_rows::update(tx, &client)?;
    }
    Ok(client.id)
}
