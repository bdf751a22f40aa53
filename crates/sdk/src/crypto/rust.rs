//! In Rust, where AWS-LC is not built in.

#[cfg(feature = "webhook-events")]
pub(super) mod hmac;
#[cfg(feature = "authentication")]
pub(super) mod rsa;

#[cfg(feature = "handshake")]
use sha1::{Digest, Sha1};

/// Names cookies, as Clerk does; it protects nothing.
#[cfg(feature = "handshake")]
pub(crate) fn sha1(bytes: &[u8]) -> Vec<u8> {
    Sha1::digest(bytes).to_vec()
}

#[cfg(all(test, feature = "handshake"))]
mod tests {
    use super::*;

    #[test]
    fn a_known_text_has_its_known_hash() {
        // RFC 3174, test case 1.
        assert_eq!(sha1(b"abc")[..6], [0xA9, 0x99, 0x3E, 0x36, 0x47, 0x06]);
    }
}
