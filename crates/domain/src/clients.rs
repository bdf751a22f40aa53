//! Clients: browsers and devices with their sessions.

use std::collections::HashMap;

use housekey_contract::{ClientId, Metadata};
use housekey_store::Tx;
use housekey_store::clients::{self, ClientRecord};
use housekey_store::sessions::{self, SessionRecord};
use serde_json::json;

use crate::error::{Code, Error, Result, not_found, refused};
use crate::jwt::{self, Extras};
use crate::keys::SigningKey;
use crate::page::Paging;
use crate::random;

/// A client with its sessions, oldest first.
#[derive(Clone, Debug)]
pub struct HeldSessions {
    /// The client.
    pub client: ClientRecord,
    /// Its sessions, including ended ones.
    pub sessions: Vec<SessionRecord>,
}

/// The client with this id.
pub fn get(tx: &mut Tx<'_>, id: &ClientId) -> Result<HeldSessions> {
    let client = clients::find(tx, id)?.ok_or_else(|| not_found("client", id.as_str()))?;
    let sessions = sessions::of_client(tx, id)?;
    Ok(HeldSessions { client, sessions })
}

/// A page of all clients, newest first.
pub fn list(tx: &mut Tx<'_>, paging: Paging) -> Result<Vec<HeldSessions>> {
    let clients = clients::list(tx, paging.limit, paging.offset)?;
    let ids: Vec<_> = clients.iter().map(|client| client.id.to_string()).collect();
    let mut held: HashMap<ClientId, Vec<SessionRecord>> = HashMap::new();
    for session in sessions::of_clients(tx, &ids)? {
        held.entry(session.client_id.clone()).or_default().push(session);
    }
    let with_sessions = |client: ClientRecord| {
        let sessions = held.remove(&client.id).unwrap_or_default();
        HeldSessions { client, sessions }
    };
    Ok(clients.into_iter().map(with_sessions).collect())
}

/// How many clients there are.
pub fn count(tx: &mut Tx<'_>) -> Result<u64> {
    Ok(clients::count(tx)?)
}

/// Creates the client token that a browser stores. `rotating_token` is random and replaced at every sign-in.
pub fn token(key: &SigningKey, id: &ClientId, rotating_token: &str) -> String {
    let claims = json!({ "id": id, "rotating_token": rotating_token });
    let claims: Metadata = claims.as_object().cloned().unwrap_or_default();
    jwt::sign(key, Extras::default(), &claims)
}

/// Replaces a client's rotating token, of which only the digest is stored. Tokens with an earlier one become invalid.
pub fn rotate(tx: &mut Tx<'_>, id: &ClientId, digest: &str) -> Result<()> {
    let mut client = get(tx, id)?.client;
    client.rotating_token_digest = Some(digest.to_owned());
    client.updated_at = tx.now();
    Ok(clients::update(tx, &client)?)
}

/// The claims of a client token whose signature has been verified.
#[derive(Clone, Debug)]
pub struct ClientToken {
    id: ClientId,
    digest: String,
}

impl ClientToken {
    /// Verifies a token's signature. Takes 20 µs: call it outside a transaction.
    pub fn check(key: &SigningKey, token: &str) -> Result<Self> {
        let token = jwt::verify(key, token)
            .map_err(|problem| invalid(format!("The token can't be verified: {problem}.")))?;
        let claim = |name: &str| token.claims.get(name).and_then(|value| value.as_str());
        let (Some(id), Some(rotating_token), None) =
            (claim("id"), claim("rotating_token"), token.header.category)
        else {
            return Err(invalid(
                "The token is not a client token: the claims id and rotating_token are missing.",
            ));
        };
        Ok(Self { id: id.into(), digest: random::hash_token(rotating_token) })
    }
}

/// The client of a token.
pub fn verify(tx: &mut Tx<'_>, token: &ClientToken) -> Result<HeldSessions> {
    let held = get(tx, &token.id)?;
    // These are digests of random tokens, so a non-constant-time comparison reveals nothing about the tokens.
    if held.client.rotating_token_digest.as_deref() != Some(&token.digest) {
        return Err(invalid("The client has a newer token, which replaces this one."));
    }
    Ok(held)
}

fn invalid(long_message: impl Into<String>) -> Error {
    refused(Code::CookieInvalid, "invalid client token", long_message)
}
