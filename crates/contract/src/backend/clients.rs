//! Browsers and devices.

#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use crate::ClientId;
use crate::Listing;
use crate::Secret;
use crate::object::Client;
use crate::rows::operations;

operations! {
    /// Browsers and devices that hold sessions.
    Clients {
        /// Lists clients, newest first.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListClients;
        ///
        /// let clients = client.clients().list(ListClients::default()).await?;
        /// assert_eq!(clients.data[0].session_ids, ["sess_ada".into()]);
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to remove it; list a user's sessions instead"]
        list(): Get "/clients", ListClients -> Listing<Client>;
        /// Verifies a client token and returns its client.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::VerifyClient;
        ///
        /// # let token = server.client_token().await;
        /// // The token is what a browser has in its cookie `__client`.
        /// let browser = client.clients().verify(VerifyClient { token: token.into() }).await?;
        /// assert_eq!(browser.sessions[0].user_id, "user_ada".into());
        /// # Ok(()) });
        /// ```
        verify(): Post "/clients/verify", VerifyClient -> Client;
        /// Gets a client.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let session = client.sessions().get("sess_ada").await?;
        /// let browser = client.clients().get(session.client_id).await?;
        /// assert_eq!(browser.last_active_session_id, Some(session.id));
        /// # Ok(()) });
        /// ```
        get(client_id: ClientId): Get "/clients/{client_id}" -> Client;
    }
    with ListClients, VerifyClient
}

/// Query parameters for listing clients.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListClients {
    /// Whether to return `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The client token to verify.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VerifyClient {
    /// The JWT that the browser stores for its client.
    pub token: Secret,
}
