//! Browsers and devices.

#![cfg(feature = "sessions")]

use serde::{Deserialize, Serialize};

use crate::ClientId;
use crate::Listing;
use crate::Secret;
use crate::object::Client;
use crate::rows::operations;

operations! {
    /// The browsers and devices that hold sessions.
    Clients {
        /// Lists clients, newest first.
        #[deprecated = "Clerk is going to remove it; list a user's sessions instead"]
        list(): Get "/clients", ListClients -> Listing<Client>;
        /// Verifies a client's token and answers the client that it stands for.
        verify(): Post "/clients/verify", VerifyClient -> Client;
        /// Gets a client.
        get(client_id: ClientId): Get "/clients/{client_id}" -> Client;
    }
}

/// Which clients to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListClients {
    /// Whether to answer with `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// The token that stands for a client.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VerifyClient {
    /// The JWT that the browser keeps for its client.
    pub token: Secret,
}
