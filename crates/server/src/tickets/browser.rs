//! What a browser keeps for this server: its client.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use housekey_domain::clients;
use housekey_domain::sessions::Opening;
use housekey_store::sessions::SessionRecord;

use crate::cx::Cx;

/// The cookie with a client's token, as Clerk's Frontend API names it. No script can read it.
const CLIENT: &str = "__client";
/// The cookie that says since when somebody has been signed in, in seconds, for scripts to see.
const CLIENT_SINCE: &str = "__client_uat";
/// For how many seconds a browser keeps both: a year.
const KEPT: i64 = 365 * 24 * 60 * 60;

/// The client's token that a browser sends.
pub(super) fn client_token(headers: &HeaderMap) -> Option<&str> {
    let sent = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs =
        sent.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == CLIENT).map(|(_, token)| token)
}

/// Gives a browser the token of the client that holds the session.
pub(super) fn keep(cx: &Cx, mut response: Response, session: &SessionRecord, opening: &Opening) -> Response {
    let token = clients::token(&cx.instance.signing_key, &session.client_id, &opening.rotating_token);
    let secure = if cx.app.public_url.starts_with("https://") { "; Secure" } else { "" };
    let cookies = [
        format!("{CLIENT}={token}; Path=/; Max-Age={KEPT}; HttpOnly; SameSite=Lax{secure}"),
        format!(
            "{CLIENT_SINCE}={}; Path=/; Max-Age={KEPT}; SameSite=Lax{secure}",
            session.created_at.seconds()
        ),
    ];
    for cookie in cookies.into_iter().filter_map(|cookie| HeaderValue::try_from(cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
