//! How fast tokens are verified on one core, beside the bare signature check that is the limit.
//!
//! ```sh
//! cargo run --release -p housekey-sdk --example verification_speed -- [ROUNDS]
//! ```

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{
    KeyPair as _, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use housekey_sdk::Millis;
use housekey_sdk::auth::{Clock, Options, Verifier, verify_token};
use serde_json::json;

const NOW: i64 = 1_800_000_000;
const SLICE: Duration = Duration::from_millis(200);

/// Does one verification, and says whether the sample was good.
type Work<'a> = Box<dyn FnMut(&Sample) -> bool + 'a>;

struct Sample {
    token: String,
    message: Vec<u8>,
    signature: Vec<u8>,
}

fn main() {
    let rounds = std::env::args().nth(1).map_or(15, |rounds| rounds.parse().expect("ROUNDS is a number"));
    let pair = KeyPair::generate(KeySize::Rsa2048).expect("a key of a common size");
    let der = pair.public_key().as_der().expect("a key that was just made");
    let pem =
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", STANDARD.encode(der.as_ref()));
    let parsed = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der.as_ref()).expect("the same key");
    let unparsed = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der.as_ref());
    let samples: Vec<_> = (0..512).map(|n| sample(&pair, n)).collect();
    let verifier = Verifier::from_pem(&pem).expect("the same key");
    let fresh = options(verifier.clone().remember_tokens(0));
    let remembering = options(verifier.clone());
    // Twice as many tokens as are remembered: each is verified, stored, and gone when it comes again.
    let forgetting = options(verifier.remember_tokens(256));

    let mut work: [(&str, Work<'_>); 5] = [
        ("raw RSA verification, key parsed once", {
            Box::new(|sample| parsed.verify_sig(&sample.message, &sample.signature).is_ok())
        }),
        ("raw RSA verification, key parsed each time", {
            Box::new(|sample| unparsed.verify(&sample.message, &sample.signature).is_ok())
        }),
        ("verify_token, nothing remembered", Box::new(|sample| verify(sample, &fresh))),
        ("verify_token, always new, remembered", Box::new(|sample| verify(sample, &forgetting))),
        ("verify_token, repeated", Box::new(|sample| verify(sample, &remembering))),
    ];
    let mut rates = vec![Vec::new(); work.len()];
    for _ in 0..rounds {
        for ((_, work), rates) in work.iter_mut().zip(&mut rates) {
            rates.push(rate(&samples, work));
        }
    }
    report(work.each_ref().map(|(name, _)| *name).as_slice(), &mut rates);
}

fn options(verifier: Verifier) -> Options {
    Options::new(verifier)
        .clock(Clock::fixed(Millis::from_seconds(NOW)))
        .authorized_parties(["https://app.example.test"])
}

/// A session token as a server mints it.
fn sample(pair: &KeyPair, n: usize) -> Sample {
    let header = json!({ "alg": "RS256", "cat": "cl_B7d4PD111AAA", "kid": "ins_2abcdefghijklmnopqrstuvwxyz", "typ": "JWT" });
    let claims = json!({
        "azp": "https://app.example.test", "exp": NOW + 60, "fva": [0, -1], "iat": NOW,
        "iss": "https://clerk.example.test", "jti": format!("{n:020}"), "nbf": NOW - 10,
        "sid": "sess_2abcdefghijklmnopqrstuvwxyz", "sts": "active", "sub": "user_2abcdefghijklmnopqrstuvwxyz", "v": 2,
    });
    let encode = |text: String| URL_SAFE_NO_PAD.encode(text);
    let message = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
    let mut signature = vec![0; pair.public_modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature)
        .expect("a buffer of the key's length");
    let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(&signature));
    Sample { token, message: message.into_bytes(), signature }
}

/// A PEM key waits for nothing, so one poll is the whole call.
fn verify(sample: &Sample, options: &Options) -> bool {
    let mut context = Context::from_waker(Waker::noop());
    matches!(pin!(verify_token(&sample.token, options)).poll(&mut context), Poll::Ready(Ok(_)))
}

fn rate(samples: &[Sample], work: &mut dyn FnMut(&Sample) -> bool) -> f64 {
    let (start, mut done) = (Instant::now(), 0_u32);
    while start.elapsed() < SLICE {
        for sample in samples {
            assert!(black_box(work(black_box(sample))));
        }
        done += u32::try_from(samples.len()).expect("a few hundred samples");
    }
    f64::from(done) / start.elapsed().as_secs_f64()
}

fn report(names: &[&str], rates: &mut [Vec<f64>]) {
    let raw = rates[0].clone();
    for (name, rates) in names.iter().zip(rates) {
        // Rounds are compared with their own raw figure, so that a busy neighbour does not count.
        let mut ratios: Vec<_> = rates.iter().zip(&raw).map(|(rate, raw)| rate / raw * 100.0).collect();
        println!("{name:<44} {:>12.0}/s {:>8.1} % of raw", median(rates), median(&mut ratios));
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
