use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A secret for HMAC with SHA-256.
#[derive(Clone)]
pub(crate) struct HmacKey(Hmac<Sha256>);

impl HmacKey {
    pub(crate) fn new(secret: &[u8]) -> Self {
        Self(Hmac::new_from_slice(secret).expect("HMAC takes a secret of any length"))
    }

    pub(crate) fn verifies(&self, message: &[u8], tag: &[u8]) -> bool {
        self.0.clone().chain_update(message).verify_slice(tag).is_ok()
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.clone().chain_update(message).finalize().into_bytes().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_message_has_its_known_tag() {
        // RFC 4231, test case 2.
        let (key, message) = (HmacKey::new(b"Jefe"), b"what do ya want for nothing?");
        let tag = key.sign(message);
        assert_eq!(tag[..6], [0x5B, 0xDC, 0xC1, 0x46, 0xBF, 0x60]);
        assert!(key.verifies(message, &tag));
        assert!(!key.verifies(b"what do ya want for something?", &tag));
        assert!(!key.verifies(message, &tag[..31]));
    }
}
