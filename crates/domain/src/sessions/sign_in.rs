use housekey_contract::object::SessionStatus;
use housekey_contract::{ClientId, Millis, SessionId, UserId};
use housekey_store::Tx;
use housekey_store::clients::{self as client_rows, ClientRecord};
use housekey_store::instances::Settings;
use housekey_store::sessions::{self, SessionRecord};
use rand::Rng;

use super::activity::note_presence;
use super::bearer::may_be_signed_in;
use super::is_open;
use crate::clients::{self, ClientToken};
use crate::error::{Error, Result};
use crate::{events, random, users};

/// What a sign-in makes, should it come to one: a session, a client where the browser has none, and the token that the
/// browser knows its client by from then on. That is a new one each time, so that nobody can plant theirs beforehand.
#[derive(Clone)]
pub struct NewSignIn {
    session_id: SessionId,
    client_id: ClientId,
    /// The random part of the client's new token.
    pub rotating_token: String,
}

impl NewSignIn {
    /// Makes what is needed.
    pub fn generate(now: Millis, rng: &mut (impl Rng + ?Sized)) -> Self {
        Self {
            session_id: SessionId::from(random::id(rng, now, SessionId::PREFIX)),
            client_id: ClientId::from(random::id(rng, now, ClientId::PREFIX)),
            rotating_token: random::token(rng, ""),
        }
    }
}

/// Who proved who they are, and how.
#[derive(Clone, Copy, Debug)]
pub struct Proved<'a> {
    /// The user.
    pub user_id: &'a UserId,
    /// The first factor: `password`, `email_code` …
    pub strategy: &'a str,
    /// Whether a second one was shown too.
    pub with_second_factor: bool,
}

/// Signs a user in who has proved who they are. A session that they have on the same client goes on.
pub fn sign_in(
    tx: &mut Tx<'_>,
    settings: &Settings,
    now: Millis,
    new: &NewSignIn,
    client: Option<&ClientToken>,
    proved: Proved<'_>,
) -> Result<SessionRecord> {
    let mut user = users::get(tx, proved.user_id)?;
    may_be_signed_in(&user, now)?;
    let (client, held) = client_of(tx, now, new, client)?;
    let open = held.into_iter().find(|session| session.user_id == user.id && is_open(session, now));
    let is_new = open.is_none();
    let session = open.unwrap_or_else(|| SessionRecord {
        id: new.session_id.clone(),
        user_id: user.id.clone(),
        client_id: client.id.clone(),
        status: SessionStatus::Active,
        created_at: now,
        ..SessionRecord::default()
    });
    let session = SessionRecord {
        first_factor_at: Some(now),
        second_factor_at: proved.with_second_factor.then_some(now).or(session.second_factor_at),
        last_active_at: now,
        expire_at: now + Millis::from_seconds(settings.session_lifetime),
        abandon_at: now + Millis::from_seconds(settings.session_inactivity),
        updated_at: now,
        ..session
    };
    if is_new {
        sessions::insert(tx, &session)?;
    } else {
        sessions::update(tx, &session)?;
    }
    let client = ClientRecord {
        last_active_session_id: Some(session.id.clone()),
        last_authentication_strategy: Some(proved.strategy.to_owned()),
        rotating_token_digest: Some(random::hash_token(&new.rotating_token)),
        updated_at: now,
        ..client
    };
    client_rows::update(tx, &client)?;
    user.last_sign_in_at = Some(now);
    housekey_store::users::update(tx, &user)?;
    note_presence(tx, now, user)?;
    if is_new {
        events::of_session(tx, &session)?;
    }
    Ok(session)
}

/// The browser's client with the sessions it holds, or a new one.
fn client_of(
    tx: &mut Tx<'_>,
    now: Millis,
    new: &NewSignIn,
    token: Option<&ClientToken>,
) -> Result<(ClientRecord, Vec<SessionRecord>)> {
    if let Some(token) = token {
        match clients::verify(tx, token) {
            Ok(held) => return Ok((held.client, held.sessions)),
            // An old token, or a client that is gone.
            Err(Error::Refused { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let client = ClientRecord {
        id: new.client_id.clone(),
        created_at: now,
        updated_at: now,
        ..ClientRecord::default()
    };
    client_rows::insert(tx, &client)?;
    Ok((client, Vec::new()))
}

/// The session that a browser is in: the one that was used last, or else the newest that can be used.
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
