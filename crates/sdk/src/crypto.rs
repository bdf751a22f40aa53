//! The cryptography of the client. It only verifies, and never signs.
//!
//! AWS-LC is used if it is compiled in anyway. Because it is written in C and assembly, a Rust implementation is used elsewhere
//! (`wasm32`, or other TLS providers). Only public keys are used, so timing doesn't matter, except for webhook secrets, whose tags
//! are compared in constant time.

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

/// The hash of a signed message.
#[cfg(feature = "authentication")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}
