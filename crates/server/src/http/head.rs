//! Heads that no request may have, wherever it goes: two readers would read them differently.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, Version, header};

use housekey_domain::error::Code;

use crate::error::Refusal;

/// Headers with one value that decide who asks, from where, or how the body is read.
const SINGLE: [HeaderName; 6] = [
    header::ORIGIN,
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    HeaderName::from_static("sec-fetch-site"),
    HeaderName::from_static("clerk-secret-key"),
    HeaderName::from_static("clerk-proxy-url"),
];

/// Refuses a head that is ambiguous.
pub(crate) fn check_head(request: &Request) -> Result<(), Refusal> {
    let headers = request.headers();
    let hosts = count(headers, &header::HOST);
    // RFC 9112, 3.2: HTTP/1.1 has exactly one, even where the target is a whole URL.
    if hosts > 1 || hosts == 0 && request.version() == Version::HTTP_11 {
        let long = "The request must have one Host header.";
        return Err(Refusal::new(Code::HostInvalid, "invalid host", long));
    }
    if count(headers, &header::AUTHORIZATION) > 1 {
        let long = "The request has several Authorization headers. Send one.";
        let message = "Invalid Authorization header format";
        return Err(Refusal::new(Code::AuthorizationHeaderFormatInvalid, message, long));
    }
    if let Some(name) = SINGLE.iter().find(|name| count(headers, name) > 1) {
        let long = format!("The request has several {name} headers. Send one.");
        return Err(Refusal::new(Code::MalformedRequestParameters, "malformed request", long));
    }
    Ok(())
}

fn count(headers: &HeaderMap, name: &HeaderName) -> usize {
    headers.get_all(name).iter().count()
}
