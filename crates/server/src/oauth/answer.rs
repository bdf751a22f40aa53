//! Answers in the forms that OAuth knows: redirects with parameters, and JSON that nobody keeps.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use housekey_domain::oauth::redirect_uris::{origin, with_query};
use housekey_store::oauth_visits::AuthorizationRequest;
use maud::html;
use serde_json::{Value, json};

use super::Issuer;
use crate::pages::Page;

/// JSON that holds secrets, or may change at any time.
pub(super) fn json(status: StatusCode, value: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
        (header::PRAGMA, "no-cache"),
    ];
    (status, headers, value.to_string()).into_response()
}

/// An error as programs that speak OAuth read it.
pub(crate) fn error(status: StatusCode, code: &str, description: &str) -> Response {
    let code = match code {
        "internal_clerk_error" => "server_error",
        "database_unavailable" => "temporarily_unavailable",
        code => code,
    };
    let mut response = json(status, &json!({ "error": code, "error_description": ascii(description) }));
    if status == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Basic realm=\"oauth\", charset=\"UTF-8\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// The characters that RFC 6749, 5.2, lets a description have.
fn ascii(text: &str) -> String {
    text.chars().filter(|c| matches!(c, ' ' | '!' | '#'..='[' | ']'..='~')).collect()
}

/// Says in a header what is wrong with an access token (RFC 6750, 3).
pub(crate) fn with_bearer_challenge(status: StatusCode, mut response: Response) -> Response {
    if status == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// Where the answer to a request for authorization goes.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) redirect_uri: &'a str,
    pub(super) state: Option<&'a str>,
    pub(super) by_form: bool,
}

impl<'a> From<&'a AuthorizationRequest> for Target<'a> {
    fn from(request: &'a AuthorizationRequest) -> Self {
        let AuthorizationRequest { redirect_uri, state, by_form, .. } = request;
        Self { redirect_uri, state: state.as_deref(), by_form: *by_form }
    }
}

/// Sends the browser back to the application with a code.
pub(super) fn code(issuer: &Issuer, target: Target<'_>, code: &str) -> Response {
    send(issuer, target, vec![("code", code)])
}

/// Sends the browser back to the application with an error.
pub(super) fn failure(issuer: &Issuer, target: Target<'_>, code: &str, description: &str) -> Response {
    let description = ascii(description);
    send(issuer, target, vec![("error", code), ("error_description", &description)])
}

/// The issuer's name goes along, so that an application that knows several is not sent a code of one for another
/// (RFC 9207).
fn send<'a>(issuer: &'a Issuer, target: Target<'a>, mut pairs: Vec<(&'a str, &'a str)>) -> Response {
    pairs.extend(target.state.map(|state| ("state", state)));
    pairs.push(("iss", issuer.as_str()));
    if target.by_form {
        form(target.redirect_uri, &pairs)
    } else {
        redirect(&with_query(target.redirect_uri, &pairs))
    }
}

/// Pages run no scripts, so that the user sends the form.
fn form(redirect_uri: &str, pairs: &[(&str, &str)]) -> Response {
    let origin = origin(redirect_uri);
    Page::new("Continue to the application").forms_lead_to(&origin).show(html! {
        p { "Continue to " strong { (origin) } "." }
        form method="post" action=(redirect_uri) {
            @for (name, value) in pairs { input type="hidden" name=(name) value=(value); }
            button type="submit" autofocus { "Continue" }
        }
    })
}

/// Sends the browser elsewhere, by GET.
pub(super) fn redirect(url: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::try_from(url).unwrap_or(HeaderValue::from_static("/")));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
