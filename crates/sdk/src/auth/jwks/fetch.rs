use std::sync::Arc;

use housekey_contract::object::Jwk;
use http::{Method, StatusCode};
use serde::Deserialize;

use crate::auth::api::{Api, ApiAnswer, Question};
use crate::auth::reason::{TokenError, TokenReason};

/// Keys are parsed one by one, so that an unsupported one doesn't hide the others.
#[derive(Deserialize)]
struct KeySet {
    keys: Vec<serde_json::Value>,
}

pub(super) async fn fetch(api: Arc<Api>) -> Result<Vec<Jwk>, TokenError> {
    let answer = api.ask(Question::new(Method::GET, "/jwks")).await?;
    if answer.status.is_success() { keys(&answer.body) } else { Err(refusal(&answer)) }
}

fn keys(body: &[u8]) -> Result<Vec<Jwk>, TokenError> {
    let set: KeySet = serde_json::from_slice(body).map_err(|error| {
        TokenError::new(TokenReason::RemoteKeysInvalid, format!("the answer is no key set: {error}"))
    })?;
    if set.keys.is_empty() {
        return Err(failed("the instance has no keys"));
    }
    Ok(set.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok()).collect())
}

fn refusal(answer: &ApiAnswer) -> TokenError {
    match (answer.status, answer.code().as_deref()) {
        (StatusCode::UNAUTHORIZED, Some("clerk_key_invalid")) => {
            TokenError::new(TokenReason::SecretKeyInvalid, "the server does not know the secret key")
        }
        _ => failed(format!("the server answered {}", answer.status)),
    }
}

fn failed(message: impl Into<std::borrow::Cow<'static, str>>) -> TokenError {
    TokenError::new(TokenReason::RemoteKeysFailedToLoad, message)
}
