use ::pbkdf2::pbkdf2_hmac;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use super::scheme::{Flaw, Read, Scheme, base64, fields, hex, number, same};

/// Iterations times output blocks. Django's and OWASP's counts are close to one million.
const MAX_WORK: u64 = 3_000_000;
/// Clerk's own limit; Keycloak, for example, derives 64 bytes with SHA-256.
const MAX_KEY_BYTES: usize = 1023;
/// A prefix of a PBKDF2 key is also a valid key, and easier to match.
const MIN_KEY_BYTES: usize = 16;

#[derive(Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha512,
}

struct Pbkdf2 {
    hash: Hash,
    iterations: u32,
    salt: Vec<u8>,
    key: Vec<u8>,
}

/// Two variants of this format are documented: 20 bytes, as written by Django, and later 32 or the given number.
pub(super) fn read_sha1(text: &str) -> Read {
    let mut parts: Vec<&str> = text.split('$').collect();
    let length = if parts.len() == 5 { parts.pop() } else { None };
    let ["pbkdf2_sha1", iterations, salt, key] = parts[..] else { return Err(Flaw::Form) };
    let key = hex(key)?;
    let right_length = match length {
        Some(length) => usize::try_from(number(length)?).is_ok_and(|length| length == key.len()),
        None => matches!(key.len(), 20 | 32),
    };
    if !right_length {
        return Err(Flaw::Form);
    }
    // As specified by Clerk: a salt that isn't hexadecimal is used as raw bytes.
    let salt = hex(salt).unwrap_or_else(|_| salt.as_bytes().to_vec());
    Pbkdf2::checked(Hash::Sha1, iterations, salt, key)
}

pub(super) fn read_sha256(text: &str) -> Read {
    let (iterations, salt, key) = parts(text, "pbkdf2_sha256")?;
    Pbkdf2::checked(Hash::Sha256, iterations, base64(salt)?, base64(key)?)
}

pub(super) fn read_sha256_django(text: &str) -> Read {
    let (iterations, salt, key) = parts(text, "pbkdf2_sha256")?;
    let key = base64(key)?;
    if key.len() != 32 {
        return Err(Flaw::Form);
    }
    Pbkdf2::checked(Hash::Sha256, iterations, salt.as_bytes().to_vec(), key)
}

pub(super) fn read_sha512(text: &str) -> Read {
    let (iterations, salt, key) = parts(text, "pbkdf2_sha512")?;
    Pbkdf2::checked(Hash::Sha512, iterations, salt.as_bytes().to_vec(), hex(key)?)
}

pub(super) fn read_sha512_hex(text: &str) -> Read {
    let (iterations, salt, key) = parts(text, "pbkdf2_sha512_hex")?;
    Pbkdf2::checked(Hash::Sha512, iterations, hex(salt)?, hex(key)?)
}

fn parts<'a>(text: &'a str, name: &str) -> Read<(&'a str, &'a str, &'a str)> {
    let [first, iterations, salt, key] = fields(text, '$')?;
    if first == name { Ok((iterations, salt, key)) } else { Err(Flaw::Form) }
}

impl Pbkdf2 {
    fn checked(hash: Hash, iterations: &str, salt: Vec<u8>, key: Vec<u8>) -> Read {
        let iterations = number(iterations)?;
        // Nobody uses an odd length; it means that the text was cut off.
        let fitting = (MIN_KEY_BYTES..=MAX_KEY_BYTES).contains(&key.len()) && key.len().is_multiple_of(2);
        if iterations == 0 || !fitting {
            return Err(Flaw::Form);
        }
        let blocks = key.len().div_ceil(hash.output_bytes());
        if u64::from(iterations) * blocks as u64 > MAX_WORK {
            return Err(Flaw::Cost);
        }
        Ok(Box::new(Self { hash, iterations, salt, key }))
    }
}

impl Hash {
    fn output_bytes(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

impl Scheme for Pbkdf2 {
    fn accepts(&self, password: &[u8]) -> bool {
        let mut key = vec![0; self.key.len()];
        match self.hash {
            Hash::Sha1 => pbkdf2_hmac::<Sha1>(password, &self.salt, self.iterations, &mut key),
            Hash::Sha256 => pbkdf2_hmac::<Sha256>(password, &self.salt, self.iterations, &mut key),
            Hash::Sha512 => pbkdf2_hmac::<Sha512>(password, &self.salt, self.iterations, &mut key),
        }
        same(&key, &self.key)
    }
}
