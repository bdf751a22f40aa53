//! Session tokens. An input with a line break is a header and a payload, which are signed, so that what comes after
//! the signature is read too. Any other input is a token as it is.
#![no_main]

use std::sync::LazyLock;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use futures_util::FutureExt;
use housekey_sdk::Millis;
use housekey_sdk::auth::{Clock, Options, Verifier, verify_token};
use libfuzzer_sys::fuzz_target;

static KEY: LazyLock<KeyPair> = LazyLock::new(|| KeyPair::generate(KeySize::Rsa2048).expect("a key"));
static OPTIONS: LazyLock<Options> = LazyLock::new(|| {
    let der = KEY.public_key().as_der().expect("an encoded key");
    let pem =
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", STANDARD.encode(der.as_ref()));
    // Each token is read anew.
    Options::new(Verifier::from_pem(&pem).expect("a verifier").remember_tokens(0))
        .authorized_parties(["https://app.example.test"])
        .audiences(["api"])
        .clock(Clock::fixed(Millis::from_seconds(1_800_000_000)))
});

fuzz_target!(|input: &[u8]| {
    let token = match input.iter().position(|&byte| byte == b'\n') {
        Some(end) => signed(&input[..end], &input[end + 1..]),
        None => String::from_utf8_lossy(input).into_owned(),
    };
    match verify_token(&token, &OPTIONS).now_or_never().expect("a PEM key needs no waiting") {
        Ok(claims) => drop(format!("{claims:?} {:?}", claims.organization())),
        Err(error) => drop(format!("{error} {error:?}")),
    }
});

fn signed(header: &[u8], payload: &[u8]) -> String {
    let message = [URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload)].join(".");
    let mut signature = vec![0; KEY.public_modulus_len()];
    let random = SystemRandom::new();
    KEY.sign(&RSA_PKCS1_SHA256, &random, message.as_bytes(), &mut signature).expect("a signature");
    [message, URL_SAFE_NO_PAD.encode(signature)].join(".")
}
