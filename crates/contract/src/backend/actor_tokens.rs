//! Single-use tickets for impersonating a user.

#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use crate::object::ActorToken;
use crate::rows::operations;
use crate::{ActorTokenId, Metadata, UserId};

operations! {
    /// Single-use tickets for impersonating a user.
    ActorTokens {
        /// Creates an actor token. The ticket is returned only here.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateActorToken;
        /// use serde_json::json;
        ///
        /// let actor = json!({ "sub": "user_grace" }).as_object().cloned().unwrap_or_default();
        /// let request = CreateActorToken { user_id: "user_ada".into(), actor, ..CreateActorToken::default() };
        /// let ticket = client.actor_tokens().create(request).await?;
        /// assert!(ticket.url.is_some_and(|url| url.starts_with("http")));
        /// # Ok(()) });
        /// ```
        create(): Post "/actor_tokens", CreateActorToken -> ActorToken;
        /// Revokes a ticket that hasn't been used yet.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # use housekey_sdk::CreateActorToken;
        /// # let actor = serde_json::json!({ "sub": "user_grace" }).as_object().cloned().unwrap_or_default();
        /// # let request = CreateActorToken { user_id: "user_ada".into(), actor, ..CreateActorToken::default() };
        /// # let ticket = client.actor_tokens().create(request).await?;
        /// let revoked = client.actor_tokens().revoke(ticket.id).await?;
        /// assert_eq!(revoked.status.as_str(), "revoked");
        /// # Ok(()) });
        /// ```
        revoke(actor_token_id: ActorTokenId): Post "/actor_tokens/{actor_token_id}/revoke" -> ActorToken;
    }
    with CreateActorToken
}

/// The ticket to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateActorToken {
    /// The user to impersonate.
    pub user_id: UserId,
    /// The impersonator: an object with their id as `sub`. It becomes the `act` claim of the session's tokens.
    pub actor: Metadata,
    /// Lifetime of the ticket in seconds; 3600 by default.
    pub expires_in_seconds: Option<i64>,
    /// Maximum duration of the session in seconds; 1800 by default.
    pub session_max_duration_in_seconds: Option<i64>,
}
