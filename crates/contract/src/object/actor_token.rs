#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{ActorTokenId, Metadata, Millis, Secret, UserId};

/// A single-use ticket for impersonating a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActorToken {
    /// Always `actor_token`.
    pub object: Kind,
    /// The token's id.
    pub id: ActorTokenId,
    /// Status of the token.
    pub status: ActorTokenStatus,
    /// The user to impersonate.
    pub user_id: UserId,
    /// The impersonator; becomes the `act` claim of the session's tokens.
    pub actor: Metadata,
    /// The ticket. Returned only on creation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<Secret>,
    /// URL of a page that redeems the ticket. Returned only on creation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Secret>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}

open_enum! {
    /// Status of an actor token.
    ActorTokenStatus {
        Pending = "pending",
        Accepted = "accepted",
        Revoked = "revoked",
    }
}
