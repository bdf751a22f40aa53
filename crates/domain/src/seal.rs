//! Encryption at rest: secrets that have to be read again (private keys, TOTP secrets, OAuth tokens) are stored sealed.
//!
//! A sealed text is `v1.<key id>.<base64url of nonce, ciphertext and tag>`: AES-256-GCM with a random nonce. The
//! context (such as `signing_key:ins_1`) is authenticated, so a sealed text moved to another row can't be opened.

use std::fmt;

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    digest,
};
use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use rand::Rng;
use zeroize::Zeroizing;

const KEY_LEN: usize = 32;
const VERSION: &str = "v1";
/// Domain separation for key ids.
const KEY_ID_PURPOSE: &[u8] = b"housekey master key id\0";

/// The key that encrypts an installation's secrets. Stored outside of the database.
pub struct MasterKey {
    bytes: Zeroizing<[u8; KEY_LEN]>,
    cipher: LessSafeKey,
    id: String,
}

/// Why a master key is invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMasterKey {
    #[error("the master key is not standard base64")]
    NotBase64,
    #[error("the master key has {0} bytes instead of 32; `openssl rand -base64 32` makes one")]
    Length(usize),
}

/// Why a sealed text can't be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("the sealed text is not of the form v1.<key id>.<base64url>")]
    Malformed,
    #[error("the text was sealed with master key {sealed_with}, this is {this_key}")]
    OtherKey {
        /// The id of the key it was sealed with.
        sealed_with: String,
        /// The id of this key.
        this_key: String,
    },
    #[error("the sealed text was altered, or belongs elsewhere")]
    Forged,
}

impl MasterKey {
    /// Generates a key.
    pub fn generate(rng: &mut (impl Rng + ?Sized)) -> Self {
        let mut bytes = Zeroizing::new([0; KEY_LEN]);
        rng.fill_bytes(bytes.as_mut());
        Self::new(bytes)
    }

    /// Parses a key as written in its file or in the environment: 32 bytes in base64, surrounding whitespace ignored.
    pub fn from_base64(text: &str) -> Result<Self, InvalidMasterKey> {
        let decoded = BASE64.decode(text.trim().as_bytes()).map_err(|_| InvalidMasterKey::NotBase64)?;
        let decoded = Zeroizing::new(decoded);
        let mut bytes = Zeroizing::new([0; KEY_LEN]);
        if decoded.len() != KEY_LEN {
            return Err(InvalidMasterKey::Length(decoded.len()));
        }
        bytes.copy_from_slice(&decoded);
        Ok(Self::new(bytes))
    }

    fn new(bytes: Zeroizing<[u8; KEY_LEN]>) -> Self {
        let unbound =
            UnboundKey::new(&AES_256_GCM, bytes.as_ref()).expect("the key is as long as the cipher's");
        Self { cipher: LessSafeKey::new(unbound), id: key_id(&bytes), bytes }
    }

    /// The key as parsed by [`MasterKey::from_base64`].
    pub fn to_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE64.encode(self.bytes.as_ref()))
    }

    /// The key's id: 8 hexadecimal digits derived from the key, which reveal nothing about it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Encrypts a secret. `context` says what it is and whose; the same context is needed to open it.
    #[expect(clippy::missing_panics_doc, reason = "no secret has the 64 GiB at which AES-GCM ends")]
    pub fn seal(&self, rng: &mut (impl Rng + ?Sized), context: &str, plain: &[u8]) -> String {
        let mut nonce = [0; NONCE_LEN];
        rng.fill_bytes(&mut nonce);
        let mut sealed = plain.to_vec();
        self.cipher
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(context), &mut sealed)
            .expect("a secret has less than 64 GiB");
        sealed.splice(..0, nonce);
        format!("{VERSION}.{}.{}", self.id, BASE64URL_NOPAD.encode(&sealed))
    }

    /// Decrypts what [`MasterKey::seal`] encrypted with the same context.
    pub fn open(&self, context: &str, text: &str) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (key_id, sealed) = split(text).ok_or(SealError::Malformed)?;
        if key_id != self.id {
            return Err(SealError::OtherKey { sealed_with: key_id.to_owned(), this_key: self.id.clone() });
        }
        let sealed = BASE64URL_NOPAD.decode(sealed.as_bytes()).map_err(|_| SealError::Malformed)?;
        let (nonce, sealed) = sealed.split_first_chunk().ok_or(SealError::Malformed)?;
        let mut sealed = Zeroizing::new(sealed.to_vec());
        let plain = self
            .cipher
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(context), &mut sealed)
            .map_err(|_| SealError::Forged)?;
        let length = plain.len();
        sealed.truncate(length);
        Ok(sealed)
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MasterKey").field("id", &self.id).finish_non_exhaustive()
    }
}

fn key_id(bytes: &[u8; KEY_LEN]) -> String {
    let mut hash = digest::Context::new(&digest::SHA256);
    hash.update(KEY_ID_PURPOSE);
    hash.update(bytes);
    HEXLOWER.encode(&hash.finish().as_ref()[..4])
}

fn split(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix(VERSION)?.strip_prefix('.')?.split_once('.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    fn key(seed: u64) -> (MasterKey, StdRng) {
        let mut rng = StdRng::seed_from_u64(seed);
        (MasterKey::generate(&mut rng), rng)
    }

    #[test]
    fn a_sealed_secret_opens_with_the_key_as_written_down() {
        let (key, mut rng) = key(1);
        let sealed = key.seal(&mut rng, "totp:user_1", b"seed");
        assert!(sealed.starts_with(&format!("v1.{}.", key.id())), "{sealed}");

        let read_again = MasterKey::from_base64(&format!(" {}\n", *key.to_base64())).unwrap();
        assert_eq!(*read_again.open("totp:user_1", &sealed).unwrap(), b"seed");
    }

    #[test]
    fn a_secret_never_seals_to_the_same_text() {
        let (key, mut rng) = key(1);
        assert_ne!(key.seal(&mut rng, "c", b"secret"), key.seal(&mut rng, "c", b"secret"));
    }

    #[test]
    fn a_sealed_secret_does_not_open_elsewhere() {
        let (key, mut rng) = key(1);
        let sealed = key.seal(&mut rng, "totp:user_1", b"seed");
        assert_eq!(key.open("totp:user_2", &sealed).unwrap_err(), SealError::Forged);
    }

    #[test]
    fn another_key_is_told_by_its_id() {
        let ((key, mut rng), (other, _)) = (key(1), key(2));
        let sealed = key.seal(&mut rng, "c", b"secret");
        let expected = SealError::OtherKey { sealed_with: key.id().into(), this_key: other.id().into() };
        assert_eq!(other.open("c", &sealed).unwrap_err(), expected);
    }

    #[test]
    fn any_altered_byte_is_noticed() {
        let (key, mut rng) = key(1);
        let sealed = key.seal(&mut rng, "c", b"secret");
        for position in 0..sealed.len() {
            let mut altered = sealed.clone().into_bytes();
            altered[position] = if altered[position] == b'A' { b'B' } else { b'A' };
            assert!(key.open("c", std::str::from_utf8(&altered).unwrap()).is_err(), "position {position}");
        }
    }

    #[test]
    fn wrong_master_keys_are_refused() {
        assert_eq!(MasterKey::from_base64("no!").unwrap_err(), InvalidMasterKey::NotBase64);
        assert_eq!(MasterKey::from_base64("c2hvcnQ=").unwrap_err(), InvalidMasterKey::Length(5));
    }

    #[test]
    fn a_key_does_not_show_itself() {
        let (key, _) = key(1);
        assert_eq!(format!("{key:?}"), format!("MasterKey {{ id: \"{}\", .. }}", key.id()));
    }

    proptest! {
        #[test]
        fn anything_can_be_sealed(plain: Vec<u8>, context: String) {
            let (key, mut rng) = key(1);
            let sealed = key.seal(&mut rng, &context, &plain);
            prop_assert_eq!(&*key.open(&context, &sealed).unwrap(), &plain);
        }

        #[test]
        fn nothing_else_opens(text in "(v1\\.)?[a-z0-9]{0,8}\\.?\\PC*") {
            prop_assert!(key(1).0.open("c", &text).is_err());
        }
    }
}
