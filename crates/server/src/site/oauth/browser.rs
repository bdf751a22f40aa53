//! What browsers know of OAuth: the visits under way.

use axum::response::Response;
use cookie::Cookie;
use cookie::time::Duration;
use housekey_domain::clients::ClientToken;
use housekey_domain::error::Code;
use housekey_domain::oauth::{Parameters, Visit, addressee, checked_request};
use housekey_domain::sessions;
use housekey_domain::sign_ins::SignInKey;
use housekey_store::sessions::SessionRecord;

use super::call::Call;
use crate::browser;
use crate::error::{Refusal, Result};
use crate::issuer::Issuer;

/// What begins the cookie of a visit.
const VISIT: &str = "__visit_";
/// As long as a sign-in may take.
const VISIT_LIFETIME: Duration = Duration::minutes(30);

/// The browser's client.
pub(super) fn client(call: &Call) -> Option<ClientToken> {
    browser::client(&call.headers, &call.cx.instance.signing_key)
}

/// The browser's session.
pub(super) async fn session(call: &Call) -> Result<Option<SessionRecord>> {
    let Some(token) = client(call) else { return Ok(None) };
    call.cx.read(move |tx| sessions::of_browser(tx, &token)).await
}

/// The browser's key to the visit named in the URL.
pub(super) fn visit_key(call: &Call) -> Result<SignInKey, Refusal> {
    let name = format!("{VISIT}{}", call.visit);
    let secret = browser::cookies(&call.headers, &name).next().unwrap_or_default();
    if secret.is_empty() {
        let long = "This sign-in has expired or was started in another browser. Allow cookies, go back to the application, \
                    and try again.";
        return Err(Refusal::new(Code::ResourceNotFound, "not found", long));
    }
    let key = SignInKey { id: call.visit.clone(), secret: secret.to_owned() };
    key.check(call.cx.now())?;
    Ok(key)
}

/// The visit that a page belongs to: the browser has its cookie, and the page's address says what is asked for.
pub(super) async fn visit(call: &Call) -> Result<Visit, Refusal> {
    let key = visit_key(call)?;
    let parameters = Parameters::parse(&call.query)?;
    let known = parameters.clone();
    let addressee = call.cx.read(move |tx| addressee(tx, &known)).await?;
    Ok(Visit { key, request: checked_request(&parameters, &addressee)?, browser: client(call) })
}

/// Lets the browser remember a visit.
pub(super) fn remember_visit(call: &Call, mut response: Response, key: &SignInKey) -> Response {
    browser::set(&call.cx, &mut response, of_visit(&call.issuer, &key.id, &key.secret, VISIT_LIFETIME));
    response
}

/// Lets the browser forget a visit that has ended.
pub(super) fn forget_visit(call: &Call, mut response: Response) -> Response {
    browser::set(&call.cx, &mut response, of_visit(&call.issuer, &call.visit, "", Duration::ZERO));
    response
}

/// A cookie of a visit, which only the visit's pages get.
fn of_visit<'a>(issuer: &Issuer, id: &str, value: &'a str, lifetime: Duration) -> Cookie<'a> {
    let path = format!("{}/oauth", issuer.path());
    Cookie::build((format!("{VISIT}{id}"), value)).path(path).max_age(lifetime).http_only(true).build()
}
