use std::collections::BTreeMap;

use http::{HeaderMap, Method};
use serde::{Deserialize, Serialize};

use super::Browser;
use super::directives::Directives;
use crate::auth::api::{Api, ApiAnswer, Question};
use crate::auth::reason::Reason;
use crate::auth::state::RequestState;
use crate::auth::token::Hearsay;
use crate::auth::verifier::Purpose;

/// The browser's data that the server uses to check that it is still the same browser.
#[derive(Serialize)]
struct Exchange<'a> {
    format: &'static str,
    expired_token: &'a str,
    refresh_token: &'a str,
    request_origin: String,
    request_headers: BTreeMap<&'a str, [String; 1]>,
}

#[derive(Deserialize)]
struct Cookies {
    #[serde(default)]
    cookies: Vec<String>,
}

impl Browser<'_> {
    /// Refreshes the expired token.
    pub(super) async fn refresh(&self) -> Result<RequestState, Reason> {
        let api = self.authority.api.ok_or(Reason::SessionTokenExpiredNoApiClient)?;
        let directives = self.fresh_cookies(api).await?;
        if directives.0.is_empty() {
            return Err(Reason::SessionTokenExpiredUnexpectedSdkError);
        }
        let token = directives.session().unwrap_or_default();
        let claims = self
            .verifier
            .verify(token, Purpose::AnyUser, self.options)
            .await
            .map_err(|_| Reason::SessionTokenExpiredInvalidSessionToken)?;
        let mut headers = HeaderMap::new();
        directives.add_to(&mut headers);
        Ok(self.admitted_with(token.to_owned(), claims, headers))
    }

    async fn fresh_cookies(&self, api: &Api) -> Result<Directives, Reason> {
        let cookies = &self.visit.cookies;
        let expired = cookies.session.as_ref().or(self.visit.header_token.as_ref());
        let expired = expired.map(String::as_str).unwrap_or_default();
        let session = Hearsay::of(expired).and_then(|token| token.session().map(str::to_owned));
        let session = session.ok_or(Reason::SessionTokenExpiredNoSession)?;
        let path = format!("/sessions/{session}/refresh");
        let query: &[_] = if cookies.are_suffixed { &[("suffixed_cookies", "true")] } else { &[] };
        let body = Exchange {
            format: "cookie",
            expired_token: expired,
            refresh_token: cookies.refresh.as_deref().unwrap_or_default(),
            request_origin: self
                .visit
                .url
                .as_ref()
                .map_or_else(String::new, |url| url.origin().ascii_serialization()),
            request_headers: told(&self.visit.headers),
        };
        let answer = api.tell(Question { query, ..Question::new(Method::POST, &path) }, &body).await;
        fresh(&answer.map_err(|_| Reason::SessionTokenExpiredFetchError)?)
    }
}

fn fresh(answer: &ApiAnswer) -> Result<Directives, Reason> {
    if answer.status.is_success() {
        let cookies: Cookies = answer.read().ok_or(Reason::SessionTokenExpiredUnexpectedSdkError)?;
        return Ok(Directives(cookies.cookies));
    }
    match answer.code().as_deref() {
        Some("unexpected_error") => Err(Reason::SessionTokenExpiredFetchError),
        Some(code) => Err(Reason::refused(code)),
        None => Err(Reason::SessionTokenExpiredUnexpectedApiError),
    }
}

/// The headers, with repeated ones joined.
fn told(headers: &HeaderMap) -> BTreeMap<&str, [String; 1]> {
    let joined = |name| {
        let values = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        values.collect::<Vec<_>>().join(if name == http::header::COOKIE { "; " } else { ", " })
    };
    headers.keys().map(|name| (name.as_str(), [joined(name)])).collect()
}
