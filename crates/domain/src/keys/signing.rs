use std::fmt;

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::KeySize,
    signature::{KeyPair, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair},
};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use housekey_contract::object::Jwk;
use zeroize::Zeroizing;

use super::{InvalidKey, Signer};

/// The DER encoding of a 2048-bit RSA public key (RFC 8017, A.1.1) before its modulus …
const BEFORE_MODULUS: &[u8] = &[0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01, 0x00];
/// … and after it, for the exponent 65537.
const AFTER_MODULUS: &[u8] = &[0x02, 0x03, 0x01, 0x00, 0x01];
const PEM_LINE: usize = 64;

/// An instance's signing key: 2048-bit RSA with exponent 65537, for RS256.
///
/// Clerk's JavaScript SDK parses the PEM of such a key by a fixed prefix and suffix, so no other size works.
pub struct SigningKey {
    pair: RsaKeyPair,
    public: ParsedPublicKey,
    public_jwk: Jwk,
    public_pem: String,
}

impl SigningKey {
    /// Generates a key in DER (PKCS#8), to be encrypted and stored. Takes about 0.1 s, at worst 0.5 s.
    pub fn generate() -> Result<Zeroizing<Vec<u8>>, InvalidKey> {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| InvalidKey::NotMade)?;
        let document: Pkcs8V1Der<'static> = pair.as_der().map_err(|_| InvalidKey::NotMade)?;
        Ok(Zeroizing::new(document.as_ref().to_vec()))
    }

    /// Parses a key in DER (PKCS#8). `kid` must be unique across all instances, because clients cache keys by it alone.
    pub fn from_pkcs8(kid: &str, document: &[u8]) -> Result<Self, InvalidKey> {
        let pair = RsaKeyPair::from_pkcs8(document).map_err(|_| InvalidKey::NotRsa2048)?;
        let public_key = pair.public_key();
        let public_jwk = jwk(kid, public_key.as_ref()).ok_or(InvalidKey::NotRsa2048)?;
        let public_der: PublicKeyX509Der<'static> =
            public_key.as_der().map_err(|_| InvalidKey::NotRsa2048)?;
        let public = ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public_key)
            .map_err(|_| InvalidKey::NotRsa2048)?;
        Ok(Self { public, public_jwk, public_pem: pem(public_der.as_ref()), pair })
    }

    /// The key's id.
    pub fn kid(&self) -> &str {
        &self.public_jwk.kid
    }

    /// Whether a signature was made with this key. Takes about 20 µs.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.public.verify_sig(message, signature).is_ok()
    }

    /// The public key as a JWK, for `GET /v1/jwks`.
    pub fn public_jwk(&self) -> &Jwk {
        &self.public_jwk
    }

    /// The public key in PEM, for `CLERK_JWT_KEY`.
    pub fn public_pem(&self) -> &str {
        &self.public_pem
    }
}

impl Signer for SigningKey {
    fn algorithm(&self) -> &'static str {
        "RS256"
    }

    fn kid(&self) -> Option<&str> {
        Some(self.kid())
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .expect("an accepted RSA key signs every message");
        signature
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.kid()).finish_non_exhaustive()
    }
}

fn jwk(kid: &str, public_key: &[u8]) -> Option<Jwk> {
    let modulus = public_key.strip_prefix(BEFORE_MODULUS)?.strip_suffix(AFTER_MODULUS)?;
    Some(Jwk {
        kid: kid.to_owned(),
        alg: "RS256".into(),
        usage: "sig".into(),
        kty: "RSA".into(),
        n: Some(BASE64URL_NOPAD.encode(modulus)),
        e: Some("AQAB".into()),
        ..Jwk::default()
    })
}

fn pem(public_key: &[u8]) -> String {
    let mut pem = String::from("-----BEGIN PUBLIC KEY-----\n");
    for line in BASE64.encode(public_key).as_bytes().chunks(PEM_LINE) {
        pem.extend(line.iter().copied().map(char::from));
        pem.push('\n');
    }
    pem + "-----END PUBLIC KEY-----\n"
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::RsaPublicKeyComponents;

    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_pkcs8("ins_1", &SigningKey::generate().unwrap()).unwrap()
    }

    #[test]
    fn a_signature_verifies_with_the_published_numbers() {
        let key = key();
        let jwk = key.public_jwk();
        let decode =
            |text: &Option<String>| BASE64URL_NOPAD.decode(text.as_ref().unwrap().as_bytes()).unwrap();
        let public = RsaPublicKeyComponents { n: decode(&jwk.n), e: decode(&jwk.e) };
        let signature = key.sign(b"message");
        assert!(public.verify(&RSA_PKCS1_2048_8192_SHA256, b"message", &signature).is_ok());
    }

    #[test]
    fn a_signature_belongs_to_one_message_and_one_key() {
        let (key, other) = (key(), key());
        let signature = key.sign(b"message");
        assert!(key.verify(b"message", &signature));
        assert!(!key.verify(b"massage", &signature));
        assert!(!other.verify(b"message", &signature));
        assert!(!key.verify(b"message", b""));
    }

    #[test]
    fn the_pem_is_as_clerks_javascript_takes_it_apart() {
        let key = key();
        let text: String = key
            .public_pem()
            .strip_prefix("-----BEGIN PUBLIC KEY-----\n")
            .and_then(|rest| rest.strip_suffix("-----END PUBLIC KEY-----\n"))
            .unwrap()
            .lines()
            .collect();
        let modulus = text
            .strip_prefix("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA")
            .and_then(|rest| rest.strip_suffix("IDAQAB"))
            .unwrap();
        assert_eq!(modulus.len(), 342);
    }

    #[test]
    fn other_keys_are_refused() {
        let large = RsaKeyPair::generate(KeySize::Rsa3072).unwrap();
        let document: Pkcs8V1Der<'static> = large.as_der().unwrap();
        assert_eq!(SigningKey::from_pkcs8("ins_1", document.as_ref()).unwrap_err(), InvalidKey::NotRsa2048);
        assert_eq!(SigningKey::from_pkcs8("ins_1", b"nonsense").unwrap_err(), InvalidKey::NotRsa2048);
    }

    #[test]
    fn a_key_does_not_show_itself() {
        assert_eq!(format!("{:?}", key()), r#"SigningKey { kid: "ins_1", .. }"#);
    }
}
