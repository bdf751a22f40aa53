use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use housekey_contract::ApiErrors;
use housekey_contract::object::Jwk;
use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderValue, Method, StatusCode};
use reqwest::{Client, Request, Url};
use serde::Deserialize;

use super::{JwksOptions, SecretKey};
use crate::auth::reason::{TokenError, TokenReason};
use crate::secret::Token;
use crate::server::Server;
use crate::{RawAnswer, platform};

/// Thousands of keys; an answer that is longer is none.
const LONGEST: usize = 1024 * 1024;

/// Where the key set is, and the secret that opens it.
pub(super) struct Endpoint {
    http: Client,
    url: Url,
    token: Arc<Token>,
    timeout: Duration,
}

/// Keys are read one by one, so that one of a kind unknown here does not hide the others.
#[derive(Deserialize)]
struct KeySet {
    keys: Vec<serde_json::Value>,
}

impl Endpoint {
    pub(super) fn new(options: JwksOptions) -> Result<Self, TokenError> {
        let server = Server::parse(&options.api_url).map_err(|error| failed(error.to_string()))?;
        let http = match options.http_client {
            Some(client) => client,
            None => platform::http_client().map_err(|error| failed(format!("no HTTP client: {error}")))?,
        };
        Ok(Self {
            http,
            url: server.join("/jwks", None),
            token: token(options.secret_key)?,
            timeout: options.timeout,
        })
    }

    pub(super) async fn fetch(&self) -> Result<Vec<Jwk>, TokenError> {
        let authorization = self.token.header().await.map_err(|error| failed(error.to_string()))?;
        let mut request = Request::new(Method::GET, self.url.clone());
        request.headers_mut().insert(AUTHORIZATION, authorization);
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        *request.timeout_mut() = Some(self.timeout);
        let answer =
            platform::send_for(&self.http, request, LONGEST).await.map_err(|error| unreachable(&error))?;
        let Some(RawAnswer { status, body, .. }) = answer else {
            return Err(TokenError::new(TokenReason::RemoteKeysInvalid, "the key set is longer than 1 MiB"));
        };
        if status.is_success() { keys(&body) } else { Err(refusal(status, &body)) }
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint").field("url", &self.url.as_str()).finish_non_exhaustive()
    }
}

fn token(secret_key: SecretKey) -> Result<Arc<Token>, TokenError> {
    match secret_key {
        SecretKey::OfClient(token) => Ok(token),
        SecretKey::Text(text) => Token::fixed(&text)
            .map(Arc::new)
            .map_err(|error| TokenError::new(TokenReason::SecretKeyInvalid, error.to_string())),
    }
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

fn refusal(status: StatusCode, body: &[u8]) -> TokenError {
    let errors: Option<ApiErrors> = serde_json::from_slice(body).ok();
    let code = errors.as_ref().and_then(|errors| errors.errors.first()).map(|error| error.code.clone());
    match (status, code.as_deref()) {
        (StatusCode::UNAUTHORIZED, Some("clerk_key_invalid")) => {
            TokenError::new(TokenReason::SecretKeyInvalid, "the server does not know the secret key")
        }
        _ => failed(format!("the server answered {status}")),
    }
}

fn unreachable(error: &reqwest::Error) -> TokenError {
    failed(format!("the key set could not be fetched: {error}"))
}

fn failed(message: impl Into<std::borrow::Cow<'static, str>>) -> TokenError {
    TokenError::new(TokenReason::RemoteKeysFailedToLoad, message)
}
