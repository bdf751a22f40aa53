use housekey_contract::object::{ActorToken, Client, JwtTemplate, Session, SignInToken};
use housekey_domain::clients::HeldSessions;
use housekey_domain::sessions::{is_open, status};
use housekey_store::actor_tokens::ActorTokenRecord;
use housekey_store::jwt_templates::JwtTemplateRecord;
use housekey_store::sessions::SessionRecord;
use housekey_store::sign_in_tokens::SignInTokenRecord;

use super::View;

impl View<'_> {
    /// Renders a session with its current status.
    pub fn session(&self, record: &SessionRecord) -> Session {
        Session {
            object: "session".into(),
            id: record.id.clone(),
            user_id: record.user_id.clone(),
            client_id: record.client_id.clone(),
            actor: record.actor.clone(),
            status: status(record, self.now),
            last_active_organization_id: record.last_active_organization_id.clone(),
            last_active_at: record.last_active_at,
            latest_activity: None,
            expire_at: record.expire_at,
            abandon_at: record.abandon_at,
            updated_at: record.updated_at,
            created_at: record.created_at,
            tasks: None,
        }
    }

    /// Renders a client with its active sessions.
    pub fn client(&self, held: &HeldSessions) -> Client {
        let record = &held.client;
        let open = held.sessions.iter().filter(|session| is_open(session, self.now));
        let sessions: Vec<_> = open.map(|session| self.session(session)).collect();
        Client {
            object: "client".into(),
            id: record.id.clone(),
            session_ids: sessions.iter().map(|session| session.id.clone()).collect(),
            sessions,
            sign_in_id: record.sign_in_id.clone(),
            sign_up_id: record.sign_up_id.clone(),
            last_active_session_id: record.last_active_session_id.clone(),
            last_authentication_strategy: record.last_authentication_strategy.clone(),
            updated_at: record.updated_at,
            created_at: record.created_at,
        }
    }
}

/// Renders an actor token, without the ticket.
pub(crate) fn actor_token(record: &ActorTokenRecord) -> ActorToken {
    ActorToken {
        object: "actor_token".into(),
        id: record.id.clone(),
        status: record.status.clone(),
        user_id: record.user_id.clone(),
        actor: record.actor.clone(),
        token: None,
        url: None,
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}

/// Renders a sign-in token, without the ticket.
pub(crate) fn sign_in_token(record: &SignInTokenRecord) -> SignInToken {
    SignInToken {
        object: "sign_in_token".into(),
        id: record.id.clone(),
        status: record.status.clone(),
        user_id: record.user_id.clone(),
        token: None,
        url: None,
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}

/// Renders a JWT template, without its key.
pub(crate) fn jwt_template(record: &JwtTemplateRecord) -> JwtTemplate {
    JwtTemplate {
        object: "jwt_template".into(),
        id: record.id.clone(),
        name: record.name.clone(),
        claims: record.claims.clone(),
        lifetime: record.lifetime,
        allowed_clock_skew: record.allowed_clock_skew,
        custom_signing_key: record.sealed_signing_key.is_some(),
        signing_algorithm: record.signing_algorithm.clone(),
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}
