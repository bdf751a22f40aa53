#![cfg(any(feature = "invitations", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{InvitationId, Metadata, Millis, Secret};

/// An invitation to the application.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Invitation {
    /// Always `invitation`.
    pub object: Kind,
    /// The invitation's id.
    pub id: InvitationId,
    /// Who is invited.
    pub email_address: String,
    /// Becomes the user's public metadata.
    pub public_metadata: Metadata,
    /// Whether it was revoked; absent where the status says enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked: Option<bool>,
    /// Whether it can still be accepted.
    pub status: InvitationStatus,
    /// Where it can be accepted, in the one answer that creates it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Secret>,
    /// Until when it can be accepted.
    pub expires_at: Option<Millis>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

open_enum! {
    /// Whether an invitation can still be accepted.
    InvitationStatus {
        Pending = "pending",
        Accepted = "accepted",
        Revoked = "revoked",
        Expired = "expired",
    }
}
