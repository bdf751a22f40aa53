//! Request heads of frameworks that don't use the crate `http`.

use http::{HeaderName, HeaderValue, Request};

use crate::auth::{Reason, Refusal, TokenReason};

/// Converts another framework's request head. Invalid parts are dropped.
pub(crate) fn head<'h>(
    method: &str,
    uri: &str,
    headers: impl Iterator<Item = (&'h str, &'h [u8])>,
) -> Result<Request<()>, Refusal> {
    let unreadable = || Refusal::SignedOut(Reason::Token(TokenReason::Invalid));
    let mut head = Request::builder().method(method).uri(uri).body(()).map_err(|_| unreadable())?;
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unreadable())?;
        let value = HeaderValue::from_bytes(value).map_err(|_| unreadable())?;
        head.headers_mut().append(name, value);
    }
    Ok(head)
}
