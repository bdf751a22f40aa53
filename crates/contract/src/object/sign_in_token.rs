#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{Millis, Secret, SignInTokenId, UserId};

/// A ticket with which a user can sign in once, without a password.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInToken {
    /// Always `sign_in_token`.
    pub object: Kind,
    /// The token's id.
    pub id: SignInTokenId,
    /// Whether it can still be used.
    pub status: SignInTokenStatus,
    /// Whom it signs in.
    pub user_id: UserId,
    /// The ticket, in the one answer that creates it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<Secret>,
    /// A page that uses the ticket, in the one answer that creates it.
    pub url: Option<Secret>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

open_enum! {
    /// Whether a sign-in token can still be used.
    SignInTokenStatus {
        Pending = "pending",
        Accepted = "accepted",
        Revoked = "revoked",
    }
}
