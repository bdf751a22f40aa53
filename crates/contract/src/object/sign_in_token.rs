#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{Millis, Secret, SignInTokenId, UserId};

/// A single-use ticket that signs a user in without a password.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInToken {
    /// Always `sign_in_token`.
    pub object: Kind,
    /// The token's id.
    pub id: SignInTokenId,
    /// Status of the token.
    pub status: SignInTokenStatus,
    /// The user to sign in.
    pub user_id: UserId,
    /// The ticket. Returned only on creation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<Secret>,
    /// URL of a page that redeems the ticket. Returned only on creation.
    pub url: Option<Secret>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}

open_enum! {
    /// Status of a sign-in token.
    SignInTokenStatus {
        Pending = "pending",
        Accepted = "accepted",
        Revoked = "revoked",
    }
}
