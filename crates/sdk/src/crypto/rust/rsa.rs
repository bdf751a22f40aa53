//! Verifying RSA signatures (RSASSA-PKCS1-v1_5, RFC 8017 § 8.2.2) with a public key.
//!
//! The `rsa` crate would do it too, but its private-key operations have an open advisory (RUSTSEC-2023-0071), which
//! would appear in the audits of everybody who depends on this crate. What is needed is one power modulo `n` and a
//! comparison. The padding is never parsed: the only padding that can be right is built and compared whole, so there
//! is no room for forgeries that hide in it.

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd};
use pkcs1::RsaPublicKeyRef;
use sha2::{Digest, Sha256, Sha384, Sha512};
use spki::SubjectPublicKeyInfoRef;

use crate::crypto::Hash;

/// The sizes of keys that are accepted, in bits.
const BITS: std::ops::RangeInclusive<u32> = 2048..=8192;
/// Longer exponents are of no use to anybody but those who want verifying to take long.
const EXPONENT_BITS: std::ops::RangeInclusive<u32> = 2..=33;

/// A public RSA key, made ready for verifying.
#[derive(Debug)]
pub(crate) struct RsaKey {
    modulus: BoxedMontyParams,
    exponent: BoxedUint,
    /// In bytes; a signature is as long.
    size: usize,
}

impl RsaKey {
    /// Reads a `SubjectPublicKeyInfo` with a key of 2048 to 8192 bits.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let info = SubjectPublicKeyInfoRef::try_from(der).ok()?;
        info.algorithm.assert_algorithm_oid(pkcs1::ALGORITHM_OID).ok()?;
        let key = RsaPublicKeyRef::try_from(info.subject_public_key.as_bytes()?).ok()?;
        Self::from_components(key.modulus.as_bytes(), key.public_exponent.as_bytes())
    }

    /// Takes modulus and exponent, big endian and without leading zeros: 2048 to 8192 bits.
    pub(crate) fn from_components(n: &[u8], e: &[u8]) -> Option<Self> {
        let precision = u32::try_from(n.len()).ok()?.checked_mul(8)?;
        let modulus = BoxedUint::from_be_slice(n, precision).ok()?;
        let exponent = BoxedUint::from_be_slice(e, 64).ok()?;
        let exponent_is_odd = e.last().is_some_and(|byte| byte % 2 == 1);
        if !BITS.contains(&modulus.bit_width())
            || !EXPONENT_BITS.contains(&exponent.bit_width())
            || !exponent_is_odd
        {
            return None;
        }
        let modulus: Odd<BoxedUint> = Option::from(Odd::new(modulus))?;
        Some(Self { modulus: BoxedMontyParams::new_vartime(modulus), exponent, size: n.len() })
    }

    /// Whether a signature of PKCS #1 v1.5 is this key's.
    pub(crate) fn verifies(&self, hash: Hash, message: &[u8], signature: &[u8]) -> bool {
        let modulus = self.modulus.modulus();
        if signature.len() != self.size {
            return false;
        }
        let Ok(signature) = BoxedUint::from_be_slice(signature, modulus.bits_precision()) else {
            return false;
        };
        if signature >= **modulus {
            return false;
        }
        let power = BoxedMontyForm::new(signature, &self.modulus);
        let encoded = power.pow_bounded_exp(&self.exponent, self.exponent.bit_width()).retrieve();
        // The first byte of the padding is a zero, which a number does not keep.
        encoded.to_be_bytes_trimmed_vartime()[..] == padded(hash, message, self.size)[1..]
    }
}

/// The only text that a genuine signature holds: `00 01 FF … FF 00`, the name of the hash, the hash.
fn padded(hash: Hash, message: &[u8], size: usize) -> Vec<u8> {
    let (name, digest) = match hash {
        Hash::Sha256 => (SHA256, Sha256::digest(message).to_vec()),
        Hash::Sha384 => (SHA384, Sha384::digest(message).to_vec()),
        Hash::Sha512 => (SHA512, Sha512::digest(message).to_vec()),
    };
    let filling = size - name.len() - digest.len() - 3;
    [&[0, 1], &*vec![0xFF; filling], &[0], name, &digest].concat()
}

// The beginnings of `DigestInfo` in DER, RFC 8017 § 9.2, note 1.
const SHA256: &[u8] = &[
    0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    0x04, 0x20,
];
const SHA384: &[u8] = &[
    0x30, 0x41, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00,
    0x04, 0x30,
];
const SHA512: &[u8] = &[
    0x30, 0x51, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00,
    0x04, 0x40,
];

// AWS-LC is the judge: both must say the same of everything.
#[cfg(all(test, feature = "rustls-aws-lc"))]
mod tests {
    use aws_lc_rs::encoding::AsDer;
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::rsa::{KeyPair, KeySize};
    use aws_lc_rs::signature::{
        KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RsaEncoding,
    };

    use super::*;
    use crate::crypto::aws_lc::rsa as judge;

    const HASHES: [(Hash, &dyn RsaEncoding); 3] = [
        (Hash::Sha256, &RSA_PKCS1_SHA256),
        (Hash::Sha384, &RSA_PKCS1_SHA384),
        (Hash::Sha512, &RSA_PKCS1_SHA512),
    ];

    fn pair(size: KeySize) -> KeyPair {
        KeyPair::generate(size).expect("a key pair")
    }

    fn der(pair: &KeyPair) -> Vec<u8> {
        AsDer::as_der(pair.public_key()).expect("an encoded key").as_ref().to_vec()
    }

    fn signed(pair: &KeyPair, encoding: &'static dyn RsaEncoding, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(encoding, &SystemRandom::new(), message, &mut signature).expect("a signature");
        signature
    }

    #[test]
    fn genuine_signatures_of_every_size_and_hash_are_accepted() {
        for size in [KeySize::Rsa2048, KeySize::Rsa3072, KeySize::Rsa4096] {
            let pair = pair(size);
            let key = RsaKey::from_der(&der(&pair)).unwrap();
            for (hash, encoding) in HASHES {
                let signature = signed(&pair, encoding, b"message");
                assert!(key.verifies(hash, b"message", &signature), "{size:?} {hash:?}");
                assert!(!key.verifies(hash, b"another", &signature), "{size:?} {hash:?}");
                for (other, _) in HASHES.iter().filter(|(other, _)| *other != hash) {
                    assert!(!key.verifies(*other, b"message", &signature), "{other:?}");
                }
            }
        }
    }

    #[test]
    fn each_flipped_byte_and_each_odd_length_is_judged_as_by_aws_lc() {
        let pair = pair(KeySize::Rsa2048);
        let (key, judge) =
            (RsaKey::from_der(&der(&pair)).unwrap(), judge::RsaKey::from_der(&der(&pair)).unwrap());
        let genuine = signed(&pair, &RSA_PKCS1_SHA256, b"message");
        let flipped = (0..genuine.len()).map(|place| {
            let mut signature = genuine.clone();
            signature[place] ^= 0x40;
            signature
        });
        let zero_before = [&[0], &genuine[..]].concat();
        let odd = [
            vec![],
            vec![0; 256],
            vec![0xFF; 256],
            genuine[1..].to_vec(),
            genuine[..255].to_vec(),
            zero_before,
        ];
        for signature in flipped.chain(odd).chain([genuine.clone()]) {
            let ours = key.verifies(Hash::Sha256, b"message", &signature);
            assert_eq!(ours, judge.verifies(Hash::Sha256, b"message", &signature));
            assert_eq!(ours, signature == genuine);
        }
    }

    #[test]
    fn keys_that_are_too_small_or_broken_are_refused() {
        let pair = pair(KeySize::Rsa2048);
        let whole = der(&pair);
        for end in 0..whole.len() {
            assert!(RsaKey::from_der(&whole[..end]).is_none(), "{end}");
        }
        let odd = [0xFF; 256];
        let even = [&odd[..255], &[0xFE]].concat();
        for (n, e) in
            [(&odd[..255], &[1, 0, 1][..]), (&even, &[1, 0, 1]), (&odd, &[2]), (&odd, &[1]), (&odd, &[])]
        {
            assert!(RsaKey::from_components(n, e).is_none(), "{} {e:?}", n.len());
        }
        assert!(RsaKey::from_components(&odd, &[0xFF; 9]).is_none());
        assert!(RsaKey::from_components(&[0xFF; 1025], &[1, 0, 1]).is_none());
        assert!(RsaKey::from_components(&odd, &[1, 0, 1]).is_some());
    }
}
