use std::fmt;

use aws_lc_rs::{
    hmac,
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED_SIGNING,
        EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384,
        RSA_PKCS1_SHA512, RsaKeyPair, RsaSignatureEncoding,
    },
};
use rustls_pki_types::{PrivateKeyDer, pem::PemObject};
use zeroize::Zeroizing;

use super::{InvalidKey, Signer};

/// The allowed values of a template's `signing_algorithm`.
pub(super) const ALGORITHMS: [&str; 10] =
    ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA"];
/// RFC 7518 requires the length of the hash, but secrets issued by other systems are shorter.
const MIN_SECRET_BYTES: usize = 16;

/// A JWT template's own key: a shared secret or a private key.
pub struct CustomKey {
    algorithm: &'static str,
    material: Material,
}

enum Material {
    Secret(Box<hmac::Key>),
    Rsa(RsaKeyPair, &'static RsaSignatureEncoding),
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl CustomKey {
    /// Parses the key of a template: the secret itself for HS algorithms, otherwise a private key in PEM, as PKCS#8,
    /// PKCS#1 (RSA) or SEC 1 (ECDSA).
    pub fn parse(algorithm: &str, text: &str) -> Result<Self, InvalidKey> {
        let algorithm = *ALGORITHMS
            .iter()
            .find(|known| **known == algorithm)
            .ok_or_else(|| InvalidKey::UnknownAlgorithm(algorithm.to_owned()))?;
        let material = match algorithm {
            "HS256" => secret(hmac::HMAC_SHA256, text)?,
            "HS384" => secret(hmac::HMAC_SHA384, text)?,
            "HS512" => secret(hmac::HMAC_SHA512, text)?,
            _ => private_key(algorithm, text)?,
        };
        Ok(Self { algorithm, material })
    }
}

impl Signer for CustomKey {
    fn algorithm(&self) -> &'static str {
        self.algorithm
    }

    fn kid(&self) -> Option<&str> {
        None
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        const REASON: &str = "an accepted key signs every message";
        match &self.material {
            Material::Secret(key) => hmac::sign(key, message).as_ref().to_vec(),
            Material::Rsa(pair, encoding) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*encoding, &SystemRandom::new(), message, &mut signature).expect(REASON);
                signature
            }
            Material::Ecdsa(pair) => {
                pair.sign(&SystemRandom::new(), message).expect(REASON).as_ref().to_vec()
            }
            Material::Ed25519(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }
}

impl fmt::Debug for CustomKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomKey").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}

fn secret(algorithm: hmac::Algorithm, text: &str) -> Result<Material, InvalidKey> {
    if text.len() < MIN_SECRET_BYTES {
        return Err(InvalidKey::ShortSecret { length: text.len(), least: MIN_SECRET_BYTES });
    }
    Ok(Material::Secret(Box::new(hmac::Key::new(algorithm, text.as_bytes()))))
}

fn private_key(algorithm: &'static str, text: &str) -> Result<Material, InvalidKey> {
    let document = PrivateKeyDer::from_pem_slice(text.as_bytes()).map_err(|_| InvalidKey::NotPem)?;
    let document = Zeroizing::new(document);
    let material = match algorithm {
        "RS256" => rsa(&document, &RSA_PKCS1_SHA256),
        "RS384" => rsa(&document, &RSA_PKCS1_SHA384),
        "RS512" => rsa(&document, &RSA_PKCS1_SHA512),
        "ES256" => ecdsa(&document, &ECDSA_P256_SHA256_FIXED_SIGNING),
        "ES384" => ecdsa(&document, &ECDSA_P384_SHA384_FIXED_SIGNING),
        "ES512" => ecdsa(&document, &ECDSA_P521_SHA512_FIXED_SIGNING),
        _ => ed25519(&document),
    };
    material.ok_or(InvalidKey::WrongKind(algorithm))
}

fn rsa(document: &PrivateKeyDer<'_>, encoding: &'static RsaSignatureEncoding) -> Option<Material> {
    let pair = match document {
        PrivateKeyDer::Pkcs1(key) => RsaKeyPair::from_der(key.secret_pkcs1_der()),
        PrivateKeyDer::Pkcs8(key) => RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()),
        _ => return None,
    };
    Some(Material::Rsa(pair.ok()?, encoding))
}

fn ecdsa(document: &PrivateKeyDer<'_>, algorithm: &'static EcdsaSigningAlgorithm) -> Option<Material> {
    let pair = match document {
        PrivateKeyDer::Sec1(key) => EcdsaKeyPair::from_private_key_der(algorithm, key.secret_sec1_der()),
        PrivateKeyDer::Pkcs8(key) => EcdsaKeyPair::from_pkcs8(algorithm, key.secret_pkcs8_der()),
        _ => return None,
    };
    Some(Material::Ecdsa(pair.ok()?))
}

fn ed25519(document: &PrivateKeyDer<'_>) -> Option<Material> {
    let PrivateKeyDer::Pkcs8(key) = document else { return None };
    // "Unchecked" because most tools write only the private key, so there is no public key to check against.
    let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(key.secret_pkcs8_der());
    Some(Material::Ed25519(pair.ok()?))
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::{
        encoding::{AsDer, EcPrivateKeyRfc5915Der},
        signature::{
            ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ECDSA_P521_SHA512_FIXED, ED25519, KeyPair,
            RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
            UnparsedPublicKey, VerificationAlgorithm,
        },
    };
    use data_encoding::{BASE64, HEXLOWER};

    use super::*;
    use crate::keys::SigningKey;

    fn pem(label: &str, document: &[u8]) -> String {
        let lines = BASE64.encode(document).as_bytes().chunks(64).map(<[u8]>::to_vec).collect::<Vec<_>>();
        let text = String::from_utf8(lines.join(&b'\n')).unwrap();
        format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
    }

    fn signs_as(
        algorithm: &str,
        pem: &str,
        verification: &'static dyn VerificationAlgorithm,
        public_key: &[u8],
    ) {
        let key = CustomKey::parse(algorithm, pem).unwrap();
        assert_eq!((key.algorithm(), key.kid()), (algorithm, None));
        let signature = key.sign(b"message");
        UnparsedPublicKey::new(verification, public_key).verify(b"message", &signature).unwrap();
    }

    #[test]
    fn a_secret_signs_with_hmac() {
        // Computed with `printf message | openssl dgst -sha256 -hmac 0123456789abcdef`.
        let key = CustomKey::parse("HS256", "0123456789abcdef").unwrap();
        assert_eq!(
            HEXLOWER.encode(&key.sign(b"message")),
            "b04030fbf1408413d1d23995723584f5864c7491a609bbe0bff003fb58278f1f"
        );
    }

    #[test]
    fn short_secrets_are_refused() {
        let refusal = CustomKey::parse("HS512", "0123456789abcde").unwrap_err();
        assert_eq!(refusal.to_string(), "the secret has 15 bytes; at least 16 are required");
    }

    #[test]
    fn rsa_keys_sign_in_both_their_forms() {
        let document = SigningKey::generate().unwrap();
        let pair = RsaKeyPair::from_pkcs8(&document).unwrap();
        let public_key = pair.public_key().as_ref();
        // In PKCS#8, 26 bytes that identify the algorithm precede the PKCS#1 form.
        let forms = [pem("PRIVATE KEY", &document), pem("RSA PRIVATE KEY", &document[26..])];
        for form in &forms {
            signs_as("RS256", form, &RSA_PKCS1_2048_8192_SHA256, public_key);
            signs_as("RS384", form, &RSA_PKCS1_2048_8192_SHA384, public_key);
            signs_as("RS512", form, &RSA_PKCS1_2048_8192_SHA512, public_key);
        }
    }

    #[test]
    fn ecdsa_keys_sign_in_both_their_forms() {
        let curves: [(_, _, &'static dyn VerificationAlgorithm); 3] = [
            ("ES256", &ECDSA_P256_SHA256_FIXED_SIGNING, &ECDSA_P256_SHA256_FIXED),
            ("ES384", &ECDSA_P384_SHA384_FIXED_SIGNING, &ECDSA_P384_SHA384_FIXED),
            ("ES512", &ECDSA_P521_SHA512_FIXED_SIGNING, &ECDSA_P521_SHA512_FIXED),
        ];
        for (name, signing, verification) in curves {
            let pair = EcdsaKeyPair::generate(signing).unwrap();
            let sec1: EcPrivateKeyRfc5915Der<'static> = pair.private_key().as_der().unwrap();
            let pkcs8 = pair.to_pkcs8v1().unwrap();
            let public_key = pair.public_key().as_ref();
            signs_as(name, &pem("EC PRIVATE KEY", sec1.as_ref()), verification, public_key);
            signs_as(name, &pem("PRIVATE KEY", pkcs8.as_ref()), verification, public_key);
        }
    }

    #[test]
    fn ed25519_keys_sign_with_and_without_their_public_half() {
        let pair = Ed25519KeyPair::generate().unwrap();
        let public_key = pair.public_key().as_ref();
        for document in [pair.to_pkcs8().unwrap(), pair.to_pkcs8v1().unwrap()] {
            signs_as("EdDSA", &pem("PRIVATE KEY", document.as_ref()), &ED25519, public_key);
        }
    }

    #[test]
    fn a_key_for_another_algorithm_is_refused() {
        let rsa = pem("PRIVATE KEY", &SigningKey::generate().unwrap());
        let p256 = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap().to_pkcs8v1().unwrap();
        let p256 = pem("PRIVATE KEY", p256.as_ref());
        assert_eq!(CustomKey::parse("ES256", &rsa).unwrap_err(), InvalidKey::WrongKind("ES256"));
        assert_eq!(CustomKey::parse("EdDSA", &rsa).unwrap_err(), InvalidKey::WrongKind("EdDSA"));
        assert_eq!(CustomKey::parse("ES384", &p256).unwrap_err(), InvalidKey::WrongKind("ES384"));
        assert_eq!(CustomKey::parse("RS256", &p256).unwrap_err(), InvalidKey::WrongKind("RS256"));
    }

    #[test]
    fn what_is_no_private_key_is_refused() {
        let public = SigningKey::from_pkcs8("ins_1", &SigningKey::generate().unwrap()).unwrap();
        let cut = "-----BEGIN PRIVATE KEY-----\nAAAA";
        let encrypted = pem("ENCRYPTED PRIVATE KEY", b"secret");
        for text in ["", "secret", public.public_pem(), cut, &encrypted] {
            assert_eq!(CustomKey::parse("RS256", text).unwrap_err(), InvalidKey::NotPem, "{text}");
        }
    }

    #[test]
    fn unknown_algorithms_are_refused_by_name() {
        for algorithm in ["none", "PS256", "hs256", ""] {
            let refusal = CustomKey::parse(algorithm, "0123456789abcdef").unwrap_err();
            assert_eq!(refusal, InvalidKey::UnknownAlgorithm(algorithm.into()));
            assert!(refusal.to_string().ends_with("ES512, EdDSA"), "{refusal}");
        }
    }
}
