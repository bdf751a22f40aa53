#![cfg(any(feature = "sessions", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{ClientId, Metadata, Millis, OrganizationId, Secret, SessionId, UserId};

/// A user's stay on a client.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Always `session`.
    pub object: Kind,
    /// The session's id.
    pub id: SessionId,
    /// Whose it is.
    pub user_id: UserId,
    /// On which client it is.
    pub client_id: ClientId,
    /// Who acts as the user; null when it is the user.
    pub actor: Option<Metadata>,
    /// Whether it can be used.
    pub status: SessionStatus,
    /// The organization that was active last.
    pub last_active_organization_id: Option<OrganizationId>,
    /// When it was last used.
    pub last_active_at: Millis,
    /// From where it was last used.
    pub latest_activity: Option<SessionActivity>,
    /// When it ends at the latest.
    pub expire_at: Millis,
    /// When it is given up if it is not used.
    pub abandon_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
    /// When it began.
    pub created_at: Millis,
    /// What the user must still do before it can be used.
    pub tasks: Option<Vec<SessionTask>>,
}

open_enum! {
    /// Whether a session can be used, or how it ended.
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

/// From where a session was used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionActivity {
    /// Always `session_activity`.
    pub object: Kind,
    /// The activity's id.
    pub id: String,
    /// The device: `Macintosh`, `iPhone` …
    pub device_type: String,
    /// Whether it is a phone or tablet.
    pub is_mobile: bool,
    /// The browser.
    pub browser_name: String,
    /// The browser's version.
    pub browser_version: String,
    /// The address that requests came from.
    pub ip_address: String,
    /// The city of that address.
    pub city: String,
    /// The country of that address.
    pub country: String,
}

/// Something that a user must do before a session can be used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionTask {
    /// What: `choose-organization`, `reset-password`, `setup-mfa` …
    pub key: String,
}

/// A fresh token for a session: itself, or in cookies to hand on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionRefresh {
    /// `token` or `cookies`.
    pub object: Kind,
    /// The token, where `object` is `token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwt: Option<Secret>,
    /// Whole `Set-Cookie` values, where `object` is `cookies`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cookies: Option<Vec<Secret>>,
}
