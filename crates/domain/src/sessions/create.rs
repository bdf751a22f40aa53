use housekey_contract::backend::sessions::CreateSession;
use housekey_contract::object::SessionStatus;
use housekey_contract::{ClientId, Millis, SessionId};
use housekey_store::Tx;
use housekey_store::clients::{self, ClientRecord};
use housekey_store::instances::{Environment, InstanceRecord};
use housekey_store::sessions::{self, SessionRecord};
use rand::Rng;

use super::activity::note_presence;
use super::bearer::may_be_signed_in;
use crate::error::{Result, blank, refused};
use crate::organization_memberships::{activate, next_active};
use crate::{events, random, users};

/// A session that has been checked as far as it goes without looking at its user, on a client of its own.
#[derive(Clone, Debug)]
pub struct NewSession {
    session: SessionRecord,
    client: ClientRecord,
}

impl NewSession {
    /// Checks a request. Only development instances let sessions be made without a sign-in.
    pub fn check(
        request: CreateSession,
        instance: &InstanceRecord,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        if instance.environment != Environment::Development {
            let long =
                "Sessions can be created in development instances only. Create a sign-in token instead.";
            let message = "invalid request for environment";
            return Err(refused(400, "request_invalid_for_environment", message, long));
        }
        if request.user_id.as_str().trim().is_empty() {
            return Err(blank("user_id"));
        }
        let id = SessionId::from(random::id(rng, now, SessionId::PREFIX));
        let client = ClientRecord {
            id: ClientId::from(random::id(rng, now, ClientId::PREFIX)),
            last_active_session_id: Some(id.clone()),
            created_at: now,
            updated_at: now,
            ..ClientRecord::default()
        };
        let session = SessionRecord {
            id,
            user_id: request.user_id,
            client_id: client.id.clone(),
            status: SessionStatus::Active,
            last_active_organization_id: request.active_organization_id,
            last_active_at: now,
            expire_at: now + Millis::from_seconds(instance.settings.session_lifetime),
            abandon_at: now + Millis::from_seconds(instance.settings.session_inactivity),
            created_at: now,
            updated_at: now,
            ..SessionRecord::default()
        };
        Ok(Self { session, client })
    }

    /// The session is to have this id, which no other has: for those who need to know it beforehand.
    #[must_use]
    pub fn with_id(mut self, id: SessionId) -> Self {
        self.client.last_active_session_id = Some(id.clone());
        self.session.id = id;
        self
    }
}

/// Creates a session for a user who may be signed in.
pub fn create(tx: &mut Tx<'_>, new: &NewSession) -> Result<SessionRecord> {
    let now = tx.now();
    let user = users::get(tx, &new.session.user_id)?;
    may_be_signed_in(&user, now)?;
    let mut session = new.session.clone();
    session.last_active_organization_id = match &session.last_active_organization_id {
        Some(organization) => Some(activate(tx, organization, &user.id)?),
        None => next_active(tx, &user.id)?,
    };
    clients::insert(tx, &new.client)?;
    sessions::insert(tx, &session)?;
    note_presence(tx, now, user)?;
    events::of_session(tx, &session)?;
    Ok(session)
}
