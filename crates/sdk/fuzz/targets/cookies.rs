//! Headers of requests: cookies above all. Each line is a header's name, a colon and its value.
#![no_main]

use std::sync::LazyLock;

use futures_util::FutureExt;
use housekey_sdk::Millis;
use housekey_sdk::auth::{Clock, Options, Verifier, authenticate_request};
use http::{HeaderMap, HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;

static OPTIONS: LazyLock<Options> = LazyLock::new(|| {
    let verifier = Verifier::from_pem(include_str!("../../wasm/tokens/key.pem")).expect("a key");
    Options::new(verifier)
        .authorized_parties(["https://app.example.test"])
        .publishable_key("pk_test_Y2xlcmsuZXhhbXBsZS50ZXN0JA==")
        .expect("a publishable key")
        .clock(Clock::fixed(Millis::from_seconds(1_800_000_000)))
});

fuzz_target!(|input: &[u8]| {
    let mut headers = HeaderMap::new();
    for line in input.split(|&byte| byte == b'\n') {
        let Some(colon) = line.iter().position(|&byte| byte == b':') else { continue };
        let (name, value) =
            (HeaderName::from_bytes(&line[..colon]), HeaderValue::from_bytes(&line[colon + 1..]));
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    let state = authenticate_request(&headers, &OPTIONS).now_or_never().expect("a PEM key needs no waiting");
    let _ = format!("{:?} {:?}", state.claims(), state.reason());
});
