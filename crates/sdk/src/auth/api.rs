//! The Backend API calls that authentication needs: keys, handshakes, refreshed tokens, and verifying machine tokens.

#[cfg(any(feature = "handshake", feature = "machine-tokens"))]
mod tell;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use housekey_contract::ApiErrors;
use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderValue, Method, StatusCode};
use reqwest::{Client, Request};
use serde::de::DeserializeOwned;

use super::jwks::{JwksOptions, SecretKey};
use super::reason::{TokenError, TokenReason};
use crate::secret::Token;
use crate::server::Server;
use crate::{RawAnswer, platform};

/// Maximum size of a response: thousands of keys.
const MAX_BYTES: usize = 1024 * 1024;

/// A server and its secret key.
pub(super) struct Api {
    http: Client,
    server: Server,
    token: Arc<Token>,
    timeout: Duration,
}

/// A request.
pub(super) struct Question<'a> {
    pub(super) method: Method,
    /// The path below the API version.
    pub(super) path: &'a str,
    pub(super) query: &'a [(&'a str, &'a str)],
    /// The `Authorization` header, if it isn't the secret key.
    pub(super) authorization: Option<HeaderValue>,
}

impl<'a> Question<'a> {
    pub(super) const fn new(method: Method, path: &'a str) -> Self {
        Self { method, path, query: &[], authorization: None }
    }
}

/// A response with any status.
pub(super) struct ApiAnswer {
    pub(super) status: StatusCode,
    pub(super) body: Bytes,
}

impl Api {
    pub(super) fn new(options: JwksOptions) -> Result<Self, TokenError> {
        let server = Server::parse(&options.api_url).map_err(|error| failed(error.to_string()))?;
        let http = match options.http_client {
            Some(client) => client,
            None => platform::http_client().map_err(|error| failed(format!("no HTTP client: {error}")))?,
        };
        Ok(Self { http, server, token: token(options.secret_key)?, timeout: options.timeout })
    }

    /// Sends a request without a body.
    pub(super) async fn ask(&self, question: Question<'_>) -> Result<ApiAnswer, TokenError> {
        answer(&self.http, self.request(question).await?).await
    }

    async fn request(&self, question: Question<'_>) -> Result<Request, TokenError> {
        let authorization = match question.authorization {
            Some(authorization) => authorization,
            None => self.token.header().await.map_err(|error| failed(error.to_string()))?,
        };
        let mut url = self.server.join(question.path, None);
        if !question.query.is_empty() {
            url.query_pairs_mut().extend_pairs(question.query);
        }
        let mut request = Request::new(question.method, url);
        request.headers_mut().insert(AUTHORIZATION, authorization);
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        *request.timeout_mut() = Some(self.timeout);
        Ok(request)
    }
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api").field("server", &self.server.as_str()).finish_non_exhaustive()
    }
}

impl ApiAnswer {
    /// The code of the first error, if there is one.
    pub(super) fn code(&self) -> Option<String> {
        let errors: ApiErrors = self.read()?;
        errors.errors.into_iter().next().map(|error| error.code)
    }

    pub(super) fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.body).ok()
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

async fn answer(http: &Client, request: Request) -> Result<ApiAnswer, TokenError> {
    let answer = platform::send_for(http, request, MAX_BYTES).await.map_err(|error| unreachable(&error))?;
    let too_long = || TokenError::new(TokenReason::RemoteKeysInvalid, "the answer is longer than 1 MiB");
    let RawAnswer { status, body, .. } = answer.ok_or_else(too_long)?;
    Ok(ApiAnswer { status, body })
}

fn unreachable(error: &reqwest::Error) -> TokenError {
    failed(format!("the server could not be asked: {error}"))
}

fn failed(message: impl Into<std::borrow::Cow<'static, str>>) -> TokenError {
    TokenError::new(TokenReason::RemoteKeysFailedToLoad, message)
}
