//! Genuine tokens, signed with real keys.

use std::sync::LazyLock;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use housekey_sdk::Millis;
use housekey_sdk::auth::{Clock, Options, Verifier};
use serde_json::{Value, json};

/// The moment of the tests, in seconds.
pub(crate) const NOW: i64 = 1_800_000_000;

/// The key of the instance.
pub(crate) static OURS: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::generate("ins_ours"));
/// The key of another instance.
pub(crate) static THEIRS: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::generate("ins_theirs"));

pub(crate) struct SigningKey {
    pub(crate) kid: &'static str,
    pair: KeyPair,
}

impl SigningKey {
    pub(crate) fn generate(kid: &'static str) -> Self {
        Self { kid, pair: KeyPair::generate(KeySize::Rsa2048).unwrap() }
    }

    pub(crate) fn pem(&self) -> String {
        let der = self.pair.public_key().as_der().unwrap();
        let lines = STANDARD.encode(der.as_ref());
        let lines = lines.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap());
        let body = lines.map(|line| [line, "\n"].concat()).collect::<String>();
        format!("-----BEGIN PUBLIC KEY-----\n{body}-----END PUBLIC KEY-----\n")
    }

    pub(crate) fn jwk(&self) -> Value {
        // A sequence of two integers, whose lengths are fixed for RSA-2048 with the exponent 65537.
        let modulus = &self.pair.public_key().as_ref()[9..][..256];
        json!({
            "kid": self.kid, "kty": "RSA", "alg": "RS256", "use": "sig",
            "n": URL_SAFE_NO_PAD.encode(modulus), "e": "AQAB",
        })
    }

    /// A token with an ordinary header.
    pub(crate) fn token(&self, claims: &Value) -> String {
        self.token_with(&json!({ "alg": "RS256", "kid": self.kid, "typ": "JWT" }), claims)
    }

    pub(crate) fn token_with(&self, header: &Value, claims: &Value) -> String {
        self.sign(&header.to_string(), &claims.to_string())
    }

    /// A token of exactly these texts. Algorithms that are not RSA are signed as RS256.
    pub(crate) fn sign(&self, header: &str, payload: &str) -> String {
        let message = format!("{}.{}", encode(header), encode(payload));
        let padding = match () {
            () if header.contains("RS384") => &RSA_PKCS1_SHA384,
            () if header.contains("RS512") => &RSA_PKCS1_SHA512,
            () => &RSA_PKCS1_SHA256,
        };
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(padding, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

pub(crate) fn encode(text: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// The claims of a session token that holds now, changed by `changes`; null takes a claim away.
pub(crate) fn claims(changes: &Value) -> Value {
    let mut claims = json!({
        "sub": "user_ada", "sid": "sess_1", "iss": "https://clerk.example.test", "azp": "https://app.example.test",
        "iat": NOW - 10, "nbf": NOW - 20, "exp": NOW + 50, "jti": "1", "fva": [3, -1], "sts": "active", "v": 2,
    });
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
            value => claims[name] = value.clone(),
        }
    }
    claims
}

/// Our PEM key and a clock that stands at [`NOW`].
pub(crate) fn options() -> Options {
    with(Verifier::from_pem(&OURS.pem()).unwrap())
}

pub(crate) fn with(verifier: Verifier) -> Options {
    Options::new(verifier).clock(Clock::fixed(Millis::from_seconds(NOW)))
}
