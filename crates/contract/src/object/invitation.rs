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
    /// Email address of the invitee.
    pub email_address: String,
    /// Copied to the new user's public metadata.
    pub public_metadata: Metadata,
    /// Whether it was revoked; absent where `status` covers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked: Option<bool>,
    /// Status of the invitation.
    pub status: InvitationStatus,
    /// URL where it can be accepted. Returned only on creation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Secret>,
    /// When it expires.
    pub expires_at: Option<Millis>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}

open_enum! {
    /// Status of an invitation.
    InvitationStatus {
        Pending = "pending",
        Accepted = "accepted",
        Revoked = "revoked",
        Expired = "expired",
    }
}
