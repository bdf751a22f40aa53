//! The few cryptographic things that the client does: it verifies, and never signs.
//!
//! AWS-LC does them where it is built in anyway. It is written in C and assembly, so everywhere else (`wasm32`, or
//! another provider of TLS) it is done in Rust. Only public keys are at work here: there is no timing to hide, except
//! for the secrets of webhooks, whose tags are compared in constant time by both.

#[cfg(all(feature = "rustls-aws-lc", not(target_arch = "wasm32")))]
mod aws_lc;
#[cfg(any(test, not(feature = "rustls-aws-lc"), target_arch = "wasm32"))]
mod rust;

#[cfg(all(feature = "rustls-aws-lc", not(target_arch = "wasm32")))]
use aws_lc as chosen;
#[cfg(not(all(feature = "rustls-aws-lc", not(target_arch = "wasm32"))))]
use rust as chosen;

#[cfg(feature = "webhook-events")]
pub(crate) use chosen::hmac::HmacKey;
#[cfg(feature = "authentication")]
pub(crate) use chosen::rsa::RsaKey;
#[cfg(feature = "handshake")]
pub(crate) use chosen::sha1;

/// What a message is condensed to before it is signed.
#[cfg(feature = "authentication")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}
