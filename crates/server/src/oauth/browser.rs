//! Browser cookies: the client with its sessions, and visits in progress.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use housekey_contract::ClientId;
use housekey_domain::clients::{self, ClientToken};
use housekey_domain::oauth::{NewVisit, VisitKey};
use housekey_domain::sessions::{self, NewSignIn};
use housekey_store::sessions::SessionRecord;

use super::Issuer;
use super::call::Call;
use crate::error::{Refusal, Result};

/// The cookie that holds the client token, named as in the Frontend API.
const CLIENT: &str = "__client";
/// Prefix of the cookies of visits.
const VISIT: &str = "__visit_";
/// Browsers limit cookies to 400 days.
const CLIENT_SECONDS: u32 = 400 * 24 * 3600;
const VISIT_SECONDS: u32 = 30 * 60;

/// The browser's client, if its token belongs to this instance; other instances of the server share the cookie name.
pub(super) fn client(call: &Call) -> Option<ClientToken> {
    let key = &call.cx.instance.signing_key;
    cookies(&call.headers, CLIENT).find_map(|token| ClientToken::check(key, token).ok())
}

/// The browser's session.
pub(super) async fn session(call: &Call) -> Result<Option<SessionRecord>> {
    let (now, Some(token)) = (call.cx.now(), client(call)) else { return Ok(None) };
    call.cx.read(move |tx| sessions::of_browser(tx, now, &token)).await
}

/// The browser's key to the visit named in the URL.
pub(super) fn visit_key(call: &Call) -> Result<VisitKey, Refusal> {
    let name = format!("{VISIT}{}", call.visit);
    let secret = cookies(&call.headers, &name).next().unwrap_or_default();
    if secret.is_empty() {
        let long = "This sign-in has ended, or it was begun in another browser. Go back to the application and try again. \
                    Cookies must be allowed.";
        let status = axum::http::StatusCode::NOT_FOUND;
        return Err(Refusal::new(status, "resource_not_found", "not found", long));
    }
    Ok(VisitKey { id: call.visit.clone(), secret: secret.to_owned() })
}

/// Sets the client cookie.
pub(super) fn remember_client(
    call: &Call,
    mut response: Response,
    client: &ClientId,
    new: &NewSignIn,
) -> Response {
    let token = clients::token(&call.cx.instance.signing_key, client, &new.rotating_token);
    let path = if call.issuer.path().is_empty() { "/" } else { call.issuer.path() };
    set(&mut response, &call.issuer, CLIENT, &token, path, CLIENT_SECONDS);
    response
}

/// Sets the cookie of a visit.
pub(super) fn remember_visit(issuer: &Issuer, mut response: Response, visit: &NewVisit) -> Response {
    let name = format!("{VISIT}{}", visit.id());
    set(&mut response, issuer, &name, &visit.secret, &visits_path(issuer), VISIT_SECONDS);
    response
}

/// Clears the cookie of a finished visit.
pub(super) fn forget_visit(issuer: &Issuer, mut response: Response, id: &str) -> Response {
    set(&mut response, issuer, &format!("{VISIT}{id}"), "", &visits_path(issuer), 0);
    response
}

fn visits_path(issuer: &Issuer) -> String {
    format!("{}/oauth", issuer.path())
}

fn set(response: &mut Response, issuer: &Issuer, name: &str, value: &str, path: &str, seconds: u32) {
    let secure = if issuer.is_https() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The values of all cookies with this name; there may be several, with different paths.
fn cookies<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(move |(known, _)| *known == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_cookies_of_a_name_are_found() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; __client=one; b; __clientele=x"));
        headers.append(header::COOKIE, HeaderValue::from_static("__client=two=2"));
        assert_eq!(cookies(&headers, CLIENT).collect::<Vec<_>>(), ["one", "two=2"]);
    }
}
