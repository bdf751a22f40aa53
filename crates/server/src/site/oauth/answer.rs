//! OAuth responses: redirects with parameters, and uncacheable JSON.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use housekey_domain::oauth::AuthorizationRequest;
use housekey_domain::oauth::redirect_uris::{origin, with_query};
use maud::html;
use serde_json::{Value, json};

use crate::issuer::Issuer;
use crate::site::pages::Page;

/// JSON that must not be cached.
pub(super) fn json(status: StatusCode, value: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
        (header::PRAGMA, "no-cache"),
    ];
    (status, headers, value.to_string()).into_response()
}

/// An OAuth error response.
pub(crate) fn error(status: StatusCode, code: &str, description: &str) -> Response {
    let code = match code {
        "internal_clerk_error" => "server_error",
        "service_unavailable" => "temporarily_unavailable",
        code => code,
    };
    let mut response = json(status, &json!({ "error": code, "error_description": ascii(description) }));
    if status == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Basic realm=\"oauth\", charset=\"UTF-8\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// Keeps only the characters that RFC 6749, section 5.2, allows in a description.
fn ascii(text: &str) -> String {
    text.chars().filter(|c| matches!(c, ' ' | '!' | '#'..='[' | ']'..='~')).collect()
}

/// Adds the header that explains what is wrong with an access token (RFC 6750, section 3).
pub(crate) fn with_bearer_challenge(status: StatusCode, mut response: Response) -> Response {
    if status == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// Where the response to an authorization request goes.
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

/// Redirects to the application with a code.
pub(super) fn code(issuer: &Issuer, target: Target<'_>, code: &str) -> Response {
    send(issuer, target, vec![("code", code)])
}

/// Redirects to the application with an error.
pub(super) fn failure(issuer: &Issuer, target: Target<'_>, code: &str, description: &str) -> Response {
    let description = ascii(description);
    send(issuer, target, vec![("error", code), ("error_description", &description)])
}

/// Includes the issuer, which prevents mix-up attacks (RFC 9207).
fn send<'a>(issuer: &'a Issuer, target: Target<'a>, mut pairs: Vec<(&'a str, &'a str)>) -> Response {
    pairs.extend(target.state.map(|state| ("state", state)));
    pairs.push(("iss", issuer.as_str()));
    if target.by_form {
        form(target.redirect_uri, &pairs)
    } else {
        redirect(&with_query(target.redirect_uri, &pairs))
    }
}

/// Pages run no scripts, so the user submits the form.
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

/// Redirects with GET.
pub(super) fn redirect(url: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::try_from(url).unwrap_or(HeaderValue::from_static("/")));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
