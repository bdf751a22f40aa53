//! Webhooks. Three lines are the headers, the rest is the body; without three lines, the input is a body that is signed,
//! so that events of all types are read too.
#![no_main]

use std::sync::LazyLock;

use housekey_sdk::Millis;
use housekey_sdk::auth::Clock;
use housekey_sdk::webhooks::Webhook;
use http::{HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;

static WEBHOOK: LazyLock<Webhook> = LazyLock::new(|| {
    let webhook = Webhook::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret");
    webhook.clock(Clock::fixed(Millis::from_seconds(1_700_000_000)))
});

fuzz_target!(|input: &[u8]| {
    let parts: Vec<_> = input.splitn(4, |&byte| byte == b'\n').collect();
    let (headers, body) = match parts[..] {
        [id, timestamp, signature, body] => (stated(id, timestamp, signature), body),
        _ => (WEBHOOK.sign("msg_1", input).expect("headers"), input),
    };
    match WEBHOOK.verify(&headers, body) {
        Ok(event) => drop(format!("{event:?}")),
        Err(error) => drop(format!("{error} {error:?}")),
    }
});

fn stated(id: &[u8], timestamp: &[u8], signature: &[u8]) -> HeaderMap {
    let values = [("svix-id", id), ("svix-timestamp", timestamp), ("svix-signature", signature)];
    let values =
        values.into_iter().filter_map(|(name, value)| Some((name, HeaderValue::from_bytes(value).ok()?)));
    values.map(|(name, value)| (http::HeaderName::from_static(name), value)).collect()
}
