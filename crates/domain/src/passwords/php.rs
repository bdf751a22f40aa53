use std::sync::LazyLock;

use data_encoding::{BitOrder, Encoding, HEXLOWER, Specification};
use md5::{Digest as _, Md5};
use sha2::Sha512;

use super::scheme::{Flaw, Read, Scheme, base64, fields, number, same};

const PHPASS_ALPHABET: &str = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// The default of passlib and the most common; `WordPress` uses 2^13.
const MAX_PHPASS_LOG_ROUNDS: usize = 19;
/// Symfony's default is 5000.
const MAX_SYMFONY_ITERATIONS: u32 = 100_000;
/// The whole password is hashed in every round, so a long one is a denial of service. phpass and Symfony have the same
/// limit.
const MAX_PASSWORD_BYTES: usize = 4096;

/// phpass encodes the low bits first.
static PHPASS_BASE64: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str(PHPASS_ALPHABET);
    specification.bit_order = BitOrder::LeastSignificantFirst;
    specification.encoding().expect("the alphabet has 64 different characters")
});

/// The portable hash of phpass, as `WordPress`, phpBB and Drupal have used it.
struct Phpass {
    rounds: u32,
    salt: String,
    checksum: Vec<u8>,
    /// Whether the password was already an MD5 digest when phpass was introduced: sites upgraded their digests without
    /// knowing the passwords.
    over_md5: bool,
}

/// `MessageDigestPasswordEncoder` of Symfony before version 5.
struct Symfony {
    iterations: u32,
    salt: String,
    hash: Vec<u8>,
}

pub(super) fn read_phpass(text: &str) -> Read {
    Ok(Box::new(Phpass::read(text)?))
}

pub(super) fn read_md5_phpass(text: &str) -> Read {
    Ok(Box::new(Phpass { over_md5: true, ..Phpass::read(text)? }))
}

pub(super) fn read_sha512_symfony(text: &str) -> Read {
    let ["sha512_symfony", iterations, salt, hash] = fields(text, '$')? else { return Err(Flaw::Form) };
    let (iterations, hash) = (number(iterations)?, base64(hash)?);
    match iterations {
        0 => Err(Flaw::Form),
        _ if hash.len() != 64 => Err(Flaw::Form),
        1..=MAX_SYMFONY_ITERATIONS => Ok(Box::new(Symfony { iterations, salt: salt.to_owned(), hash })),
        _ => Err(Flaw::Cost),
    }
}

impl Phpass {
    fn read(text: &str) -> Read<Self> {
        // phpBB writes `$H$` instead.
        let rest = text.strip_prefix("$P$").or_else(|| text.strip_prefix("$H$")).ok_or(Flaw::Form)?;
        if rest.len() != 31 || !rest.is_ascii() {
            return Err(Flaw::Form);
        }
        let (rounds, rest) = rest.split_at(1);
        let (salt, checksum) = rest.split_at(8);
        let checksum = PHPASS_BASE64.decode(checksum.as_bytes()).map_err(|_| Flaw::Form)?;
        let rounds = 1 << log_rounds(rounds)?;
        Ok(Self { rounds, salt: salt.to_owned(), checksum, over_md5: false })
    }
}

fn log_rounds(character: &str) -> Read<usize> {
    match PHPASS_ALPHABET.find(character).ok_or(Flaw::Form)? {
        log_rounds @ 7..=MAX_PHPASS_LOG_ROUNDS => Ok(log_rounds),
        20..=30 => Err(Flaw::Cost),
        _ => Err(Flaw::Form),
    }
}

impl Scheme for Phpass {
    fn accepts(&self, password: &[u8]) -> bool {
        if password.len() > MAX_PASSWORD_BYTES {
            return false;
        }
        let inner = HEXLOWER.encode(&Md5::digest(password));
        let password = if self.over_md5 { inner.as_bytes() } else { password };
        let mut hash = Md5::new().chain_update(&self.salt).chain_update(password).finalize();
        for _ in 0..self.rounds {
            hash = Md5::new().chain_update(hash).chain_update(password).finalize();
        }
        same(&hash, &self.checksum)
    }
}

impl Scheme for Symfony {
    fn accepts(&self, password: &[u8]) -> bool {
        if password.len() > MAX_PASSWORD_BYTES {
            return false;
        }
        let mut salted = password.to_vec();
        if !self.salt.is_empty() {
            salted.extend_from_slice(format!("{{{}}}", self.salt).as_bytes());
        }
        let mut hash = Sha512::digest(&salted);
        for _ in 1..self.iterations {
            hash = Sha512::new().chain_update(hash).chain_update(&salted).finalize();
        }
        same(&hash, &self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_password_is_refused_before_it_is_hashed() {
        for length in [MAX_PASSWORD_BYTES, MAX_PASSWORD_BYTES + 1] {
            let password = vec![b'a'; length];
            let first = Md5::new().chain_update("saltsalt").chain_update(&password).finalize();
            let checksum = Md5::new().chain_update(first).chain_update(&password).finalize().to_vec();
            let phpass = Phpass { rounds: 1, salt: "saltsalt".to_owned(), checksum, over_md5: false };
            assert_eq!(phpass.accepts(&password), length == MAX_PASSWORD_BYTES);
        }
    }
}
