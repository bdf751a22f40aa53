//! The cookies that hold a browser's client and its last sign-in.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use cookie::time::Duration;
use cookie::{Cookie, SameSite};
use housekey_domain::clients::{self, ClientToken};
use housekey_domain::keys::SigningKey;
use housekey_domain::sessions::SessionDevice;
use housekey_store::sessions::SessionRecord;

use crate::cx::Cx;

/// The `HttpOnly` cookie that holds the client token, named as in Clerk's Frontend API.
const CLIENT: &str = "__client";
/// The cookie that holds the time of the last sign-in in Unix seconds, readable by scripts.
const CLIENT_SINCE: &str = "__client_uat";
/// The longest lifetime that browsers allow. The session itself determines when it ends.
const CLIENT_LIFETIME: Duration = Duration::days(400);

/// The values of all cookies with this name; there may be several, with different paths.
pub(crate) fn cookies<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let cookies = lines.flat_map(Cookie::split_parse).filter_map(Result::ok);
    cookies.filter(move |cookie| cookie.name() == name).filter_map(|cookie| cookie.value_raw())
}

/// The browser's client, if its token belongs to this instance; other instances of the server share the cookie name.
pub(crate) fn client(headers: &HeaderMap, key: &SigningKey) -> Option<ClientToken> {
    cookies(headers, CLIENT).find_map(|token| ClientToken::check(key, token).ok())
}

/// Sets the cookies of the client that holds the session.
pub(crate) fn remember_client(
    cx: &Cx,
    response: &mut Response,
    path: &str,
    session: &SessionRecord,
    device: &SessionDevice,
) {
    let token = clients::token(&cx.instance.signing_key, &session.client_id, &device.rotating_token);
    let since = session.first_factor_at.unwrap_or(session.created_at).seconds().to_string();
    let client = Cookie::build((CLIENT, token)).http_only(true);
    for cookie in [client, Cookie::build((CLIENT_SINCE, since))] {
        set(cx, response, cookie.path(path.to_owned()).max_age(CLIENT_LIFETIME).build());
    }
}

/// Sets a cookie that is sent with cross-site navigation, but not with cross-site forms.
pub(crate) fn set(cx: &Cx, response: &mut Response, mut cookie: Cookie<'_>) {
    cookie.set_same_site(SameSite::Lax);
    if cx.app.public_url.starts_with("https://") {
        cookie.set_secure(true);
    }
    if let Ok(value) = HeaderValue::try_from(cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
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
