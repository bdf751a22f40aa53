use housekey_contract::Millis;
use http::Method;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, HeaderMap, HeaderValue,
    LOCATION,
};
use serde::Deserialize;
use serde_json::Value;

use super::directives::Directives;
use super::{Browser, address};
use crate::auth::api::Question;
use crate::auth::reason::{Reason, TokenError, TokenReason};
use crate::auth::state::RequestState;
use crate::auth::token::Category;
use crate::auth::verifier::Purpose;

/// The tolerated clock skew in development, where machines sleep.
const A_DAY: Millis = Millis::from_seconds(24 * 60 * 60);

#[derive(Deserialize)]
struct Payload {
    directives: Vec<String>,
}

impl Browser<'_> {
    /// Processes the result of a handshake. In production, the cookie may belong to another application on the same domain, so an
    /// unreadable one is ignored.
    pub(super) async fn resolve(&self) -> Option<RequestState> {
        let directives = match self.directives().await {
            Ok(directives) => directives,
            Err(error) if self.visit.is_development => {
                return Some(RequestState::signed_out(Reason::Token(error.reason()), error.message()));
            }
            Err(_) => return None,
        };
        let headers = self.headers_of(&directives);
        let Some(token) = directives.session() else {
            return Some(RequestState::signed_out(Reason::SessionTokenMissing, "").with_headers(headers));
        };
        let mut outcome = self.verifier.verify(token, Purpose::AnyUser, self.options).await;
        if self.visit.is_development && outcome.as_ref().is_err_and(is_of_clocks) {
            outcome = self.verifier.verify_within(token, Purpose::AnyUser, self.options, A_DAY).await;
        }
        Some(self.admitted_with(token.to_owned(), outcome.ok()?, headers))
    }

    /// The cookies to set. An unknown nonce is not an error.
    async fn directives(&self) -> Result<Directives, TokenError> {
        let cookies = &self.visit.cookies;
        if let Some(nonce) = &cookies.handshake_nonce {
            return Ok(Directives(self.ask_for(nonce).await.unwrap_or_default()));
        }
        let token = cookies.handshake_token.as_deref().unwrap_or_default();
        let (token, payload) = self.verifier.payload(token).await?;
        if token.category != Category::Session || token.is_access_token() {
            return Err(TokenError::new(TokenReason::Invalid, "the token is not a handshake's"));
        }
        let payload: Value = serde_json::from_slice(&payload).unwrap_or_default();
        let directives = payload["handshake"].as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(Directives(directives.iter().filter_map(Value::as_str).map(str::to_owned).collect()))
    }

    async fn ask_for(&self, nonce: &str) -> Option<Vec<String>> {
        let query = [("nonce", nonce)];
        let question = Question { query: &query, ..Question::new(Method::GET, "/clients/handshake_payload") };
        let answer = self.authority.api?.ask(question).await.ok()?;
        let payload: Payload = answer.read().filter(|_| answer.status.is_success())?;
        Some(payload.directives)
    }

    /// In development, the handshake is in the URL and must be removed from it.
    fn headers_of(&self, directives: &Directives) -> HeaderMap {
        let mut headers = HeaderMap::from_iter([
            (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("null")),
            (ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true")),
        ]);
        directives.add_to(&mut headers);
        if let Some(url) = self.visit.url.as_ref().filter(|_| self.visit.is_development) {
            let names = [address::HANDSHAKE, address::HELP, address::DEV_BROWSER, address::NONCE];
            let location = HeaderValue::from_str(address::without(url, &names).as_str());
            headers.extend(location.map(|location| (LOCATION, location)));
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        headers
    }
}

fn is_of_clocks(error: &TokenError) -> bool {
    matches!(
        error.reason(),
        TokenReason::Expired | TokenReason::NotActiveYet | TokenReason::IssuedInTheFuture
    )
}
