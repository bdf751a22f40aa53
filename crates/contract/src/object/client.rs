#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use super::{Kind, Session};
use crate::{ClientId, Millis, SessionId};

/// A browser or device, with the sessions it holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Client {
    /// Always `client`.
    pub object: Kind,
    /// The client's id.
    pub id: ClientId,
    /// The ids of `sessions`.
    pub session_ids: Vec<SessionId>,
    /// The sessions on this client.
    pub sessions: Vec<Session>,
    /// The sign-in under way.
    pub sign_in_id: Option<String>,
    /// The sign-up under way.
    pub sign_up_id: Option<String>,
    /// The session that was used last.
    pub last_active_session_id: Option<SessionId>,
    /// By what means its user last signed in.
    pub last_authentication_strategy: Option<String>,
    /// When the client last changed.
    pub updated_at: Millis,
    /// When the client was first seen.
    pub created_at: Millis,
}
