//! Signed machine tokens (JWTs), verified with the instance's keys.

use housekey_contract::Millis;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{MachineAuth, Refused, TokenKind, check_audience};
use crate::auth::checks;
use crate::auth::claims::{Audience, Claims};
use crate::auth::options::Options;
use crate::auth::reason::{TokenError, TokenReason};
use crate::auth::request::Authority;
use crate::auth::strict;
use crate::auth::token::{Hearsay, Token};

/// The registered claims, which are not custom claims of a machine.
const ORDINARY: [&str; 6] = ["iss", "sub", "exp", "nbf", "iat", "jti"];

#[derive(Deserialize)]
struct Payload(#[serde(deserialize_with = "strict::object")] Map<String, Value>);

pub(super) async fn verify(
    kind: TokenKind,
    token: &str,
    authority: &Authority<'_>,
    options: &Options,
) -> Result<MachineAuth, Refused> {
    let is_access_token = kind == TokenKind::OAuth;
    if !is_access_token && Hearsay::of(token).is_some_and(|token| token.is_tagged_as_no_machine()) {
        return Err(Refused::token(TokenReason::Invalid, "the token is tagged as another than a machine's"));
    }
    let (claims, payload) =
        proven(token, is_access_token, authority, options).await.map_err(|error| failed(&error))?;
    if is_access_token {
        check_audience(claims.aud.as_ref(), options)?;
        Ok(of_application(&claims, &payload))
    } else {
        Ok(of_machine(&claims, payload))
    }
}

/// The claims of a currently valid token, typed and raw.
async fn proven(
    token: &str,
    is_access_token: bool,
    authority: &Authority<'_>,
    options: &Options,
) -> Result<(Claims, Map<String, Value>), TokenError> {
    let verifier = authority.verifier.clone()?;
    let (token, payload) = verifier.payload(token).await?;
    if token.is_access_token() != is_access_token {
        return Err(TokenError::new(TokenReason::Invalid, "`typ` is that of another kind of token"));
    }
    let claims = Token::claims(&payload)?;
    checks::check_times(&claims, options.now(), options.skew())?;
    if !is_access_token {
        checks::check_audience(&claims, options)?;
    }
    let Payload(payload) = serde_json::from_slice(&payload)
        .map_err(|error| TokenError::new(TokenReason::Invalid, format!("the payload: {error}")))?;
    Ok((claims, payload))
}

fn failed(error: &TokenError) -> Refused {
    Refused::token(TokenReason::VerificationFailed, error.to_string())
}

fn of_machine(claims: &Claims, mut payload: Map<String, Value>) -> MachineAuth {
    let scopes = match payload.get("scopes").and_then(Value::as_str) {
        Some(scopes) => words(scopes),
        None => claims.aud.iter().flat_map(Audience::iter).map(str::to_owned).collect(),
    };
    payload.retain(|name, _| !ORDINARY.contains(&name.as_str()));
    MachineAuth {
        scopes,
        claims: Some(payload).filter(|payload| !payload.is_empty()),
        ..of(TokenKind::MachineToMachine, claims)
    }
}

fn of_application(claims: &Claims, payload: &Map<String, Value>) -> MachineAuth {
    let scopes = match (payload.get("scp"), payload.get("scope").and_then(Value::as_str)) {
        (Some(Value::Array(scopes)), _) => {
            scopes.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        (_, Some(scopes)) => words(scopes),
        _ => Vec::new(),
    };
    MachineAuth {
        client_id: payload.get("client_id").and_then(Value::as_str).map(str::to_owned),
        audience: claims.aud.clone(),
        scopes,
        ..of(TokenKind::OAuth, claims)
    }
}

fn of(kind: TokenKind, claims: &Claims) -> MachineAuth {
    MachineAuth {
        kind,
        id: claims.jti.clone().unwrap_or_default(),
        subject: claims.sub.clone(),
        name: None,
        client_id: None,
        scopes: Vec::new(),
        claims: None,
        audience: None,
        expiration: Some(Millis::from_seconds(claims.exp)),
        created_at: claims.iat.map(Millis::from_seconds),
    }
}

fn words(scopes: &str) -> Vec<String> {
    scopes.split(' ').map(str::to_owned).collect()
}
