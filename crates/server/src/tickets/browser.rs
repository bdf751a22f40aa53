//! The cookies that hold a browser's client.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use housekey_domain::clients;
use housekey_domain::sessions::Opening;
use housekey_store::sessions::SessionRecord;

use crate::cx::Cx;

/// The `HttpOnly` cookie that holds the client token, named as in Clerk's Frontend API.
const CLIENT: &str = "__client";
/// The cookie that holds the time of the last sign-in in Unix seconds, readable by scripts.
const CLIENT_SINCE: &str = "__client_uat";
/// Lifetime of both cookies in seconds: one year.
const MAX_AGE: i64 = 365 * 24 * 60 * 60;

/// The client token that a browser sent.
pub(super) fn client_token(headers: &HeaderMap) -> Option<&str> {
    let sent = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs =
        sent.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == CLIENT).map(|(_, token)| token)
}

/// Sets the cookies of the client that holds the session.
pub(super) fn keep(cx: &Cx, mut response: Response, session: &SessionRecord, opening: &Opening) -> Response {
    let token = clients::token(&cx.instance.signing_key, &session.client_id, &opening.rotating_token);
    let secure = if cx.app.public_url.starts_with("https://") { "; Secure" } else { "" };
    let cookies = [
        format!("{CLIENT}={token}; Path=/; Max-Age={MAX_AGE}; HttpOnly; SameSite=Lax{secure}"),
        format!(
            "{CLIENT_SINCE}={}; Path=/; Max-Age={MAX_AGE}; SameSite=Lax{secure}",
            session.created_at.seconds()
        ),
    ];
    for cookie in cookies.into_iter().filter_map(|cookie| HeaderValue::try_from(cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
