//! By AWS-LC.

#[cfg(feature = "webhook-events")]
pub(super) mod hmac;
#[cfg(feature = "authentication")]
pub(super) mod rsa;

#[cfg(feature = "handshake")]
use aws_lc_rs::digest;

/// Names cookies, as Clerk does; it protects nothing.
#[cfg(feature = "handshake")]
pub(crate) fn sha1(bytes: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref().to_vec()
}
