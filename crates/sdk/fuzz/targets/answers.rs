//! Answers of a server: successes and errors, whatever stands in their headers and bodies.
//!
//! The first line is the status, the second the value of `Retry-After`, the rest is the body.
#![no_main]

use bytes::Bytes;
use housekey_sdk::{Error, Jwks, Listing, OrganizationMembership, Page, RawAnswer, User};
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue, StatusCode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut lines = input.splitn(3, |&byte| byte == b'\n');
    let [status, retry_after, body] = std::array::from_fn(|_| lines.next().unwrap_or_default());
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_bytes(retry_after) {
        headers.insert(RETRY_AFTER, value.clone());
        headers.insert("x-clerk-trace-id", value);
    }
    let status = StatusCode::from_bytes(status).unwrap_or(StatusCode::OK);
    read(&RawAnswer { status, headers, body: Bytes::copy_from_slice(body) });
});

fn read(answer: &RawAnswer) {
    let _ = (answer.retry_after(), answer.trace_id());
    look_at(answer.read::<User>());
    look_at(answer.read::<Vec<User>>());
    look_at(answer.read::<Listing<User>>());
    look_at(answer.read::<Page<OrganizationMembership>>());
    look_at(answer.read::<Jwks>());
}

fn look_at<T>(outcome: Result<T, Error>) {
    let Err(error) = outcome else { return };
    let _ = (error.code(), error.status(), error.trace_id(), error.retry_after(), error.errors().len());
    let _ = format!("{error} {error:?}");
}
