//! Session tokens without a network and without AWS-LC.

use futures_util::FutureExt;
use housekey_sdk::Millis;
use housekey_sdk::auth::{Clock, Options, TokenError, TokenReason, Verifier, verify_token};

const PEM: &str = include_str!("../tokens/key.pem");
const TOKENS: [&str; 3] = [
    include_str!("../tokens/rs256.jwt"),
    include_str!("../tokens/rs384.jwt"),
    include_str!("../tokens/rs512.jwt"),
];
/// When the tokens were issued; they hold for a minute.
const ISSUED: Millis = Millis::from_seconds(1_800_000_000);
const AN_HOUR_LATER: Millis = Millis::from_seconds(1_800_003_600);

pub(crate) fn genuine_tokens_pass_and_others_do_not() {
    for token in TOKENS.map(str::trim_end) {
        genuine(token);
        forged(token);
        late(token);
    }
}

fn genuine(token: &str) {
    assert_eq!(subject(token, ISSUED).expect("a genuine token"), "user_ada");
}

/// Each character of the signature counts. The last one holds bits that mean nothing, so it is left alone.
fn forged(token: &str) {
    let signature = token.rfind('.').expect("three parts") + 1;
    for place in (signature..token.len() - 1).step_by(17) {
        let other = if &token[place..=place] == "A" { "B" } else { "A" };
        let forged = [&token[..place], other, &token[place + 1..]].concat();
        assert_eq!(refusal(&forged, ISSUED), TokenReason::InvalidSignature);
    }
}

fn late(token: &str) {
    assert_eq!(refusal(token, AN_HOUR_LATER), TokenReason::Expired);
}

fn refusal(token: &str, now: Millis) -> TokenReason {
    subject(token, now).expect_err("a refusal").reason()
}

fn subject(token: &str, now: Millis) -> Result<String, TokenError> {
    let options = Options::new(Verifier::from_pem(PEM)?)
        .authorized_parties(["https://app.example.test"])
        .clock(Clock::fixed(now));
    let verified = verify_token(token, &options).now_or_never();
    Ok(verified.expect("a PEM key needs no waiting")?.sub.clone())
}
