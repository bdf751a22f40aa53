#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{ActorTokenId, Metadata, Millis, Secret, UserId};

/// A ticket with which somebody can act as a user once: impersonation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActorToken {
    /// Always `actor_token`.
    pub object: Kind,
    /// The token's id.
    pub id: ActorTokenId,
    /// Whether it can still be used.
    pub status: ActorTokenStatus,
    /// As whom somebody acts.
    pub user_id: UserId,
    /// Who acts: it becomes the claim `act` of the session's tokens.
    pub actor: Metadata,
    /// The ticket, in the one answer that creates it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<Secret>,
    /// A page that uses the ticket, in the one answer that creates it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Secret>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

open_enum! {
    /// Whether an actor token can still be used.
    ActorTokenStatus {
        Pending = "pending",
        Accepted = "accepted",
        Revoked = "revoked",
    }
}
