//! Tickets with which somebody can act as a user once.

#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use crate::object::ActorToken;
use crate::rows::operations;
use crate::{ActorTokenId, Metadata, UserId};

operations! {
    /// Tickets with which somebody can act as a user once: impersonation.
    ActorTokens {
        /// Creates a ticket for acting as a user. The answer is the only one that holds it.
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
        /// Revokes a ticket that has not been used.
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
}

/// A new ticket.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateActorToken {
    /// As whom somebody acts.
    pub user_id: UserId,
    /// Who acts: an object with their id as `sub`. It becomes the claim `act` of the session's tokens.
    pub actor: Metadata,
    /// For how many seconds the ticket can be used; an hour by default.
    pub expires_in_seconds: Option<i64>,
    /// For how many seconds the session lasts at most; 30 minutes by default.
    pub session_max_duration_in_seconds: Option<i64>,
}
