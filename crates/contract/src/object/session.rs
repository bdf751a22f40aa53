#![cfg(any(feature = "sessions", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{ClientId, Metadata, Millis, OrganizationId, Secret, SessionId, UserId};

/// A user's session on a client.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Always `session`.
    pub object: Kind,
    /// The session's id.
    pub id: SessionId,
    /// The user it belongs to.
    pub user_id: UserId,
    /// The client it belongs to.
    pub client_id: ClientId,
    /// The impersonator; null if there is none.
    pub actor: Option<Metadata>,
    /// Status of the session.
    pub status: SessionStatus,
    /// The organization that was last active.
    pub last_active_organization_id: Option<OrganizationId>,
    /// When it was last used.
    pub last_active_at: Millis,
    /// Device and location of the latest activity.
    pub latest_activity: Option<SessionActivity>,
    /// When it expires.
    pub expire_at: Millis,
    /// When it is abandoned if not used before.
    pub abandon_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
    /// When it was created.
    pub created_at: Millis,
    /// Tasks the user must complete before the session becomes active.
    pub tasks: Option<Vec<SessionTask>>,
}

open_enum! {
    /// Status of a session.
    SessionStatus {
        Abandoned = "abandoned",
        Active = "active",
        Ended = "ended",
        Expired = "expired",
        Pending = "pending",
        Removed = "removed",
        Replaced = "replaced",
        Revoked = "revoked",
    }
}

/// Device and location of a session's activity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionActivity {
    /// Always `session_activity`.
    pub object: Kind,
    /// The activity's id.
    pub id: String,
    /// The device: `Macintosh`, `iPhone` …
    pub device_type: String,
    /// Whether it is a mobile device.
    pub is_mobile: bool,
    /// The browser.
    pub browser_name: String,
    /// The browser's version.
    pub browser_version: String,
    /// The IP address of the requests.
    pub ip_address: String,
    /// City of the IP address.
    pub city: String,
    /// Country of the IP address.
    pub country: String,
}

/// A task the user must complete before a session becomes active.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionTask {
    /// Key of the task: `choose-organization`, `reset-password`, `setup-mfa` …
    pub key: String,
}

/// A refreshed session token, either as such or as cookies to forward.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionRefresh {
    /// `token` or `cookies`.
    pub object: Kind,
    /// The token, if `object` is `token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwt: Option<Secret>,
    /// Complete `Set-Cookie` values, if `object` is `cookies`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cookies: Option<Vec<Secret>>,
}
