#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use super::{Kind, Session};
use crate::{ClientId, Millis, SessionId};

/// A browser or device and its sessions.
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
    /// The sign-in in progress.
    pub sign_in_id: Option<String>,
    /// The sign-up in progress.
    pub sign_up_id: Option<String>,
    /// The session used most recently.
    pub last_active_session_id: Option<SessionId>,
    /// The strategy of the most recent sign-in.
    pub last_authentication_strategy: Option<String>,
    /// When the client was last updated.
    pub updated_at: Millis,
    /// When the client was first seen.
    pub created_at: Millis,
}
