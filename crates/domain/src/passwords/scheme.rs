//! Shared parts of the digest parsers.

use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
use subtle::ConstantTimeEq;

use super::{Hasher, argon2, bcrypt, pbkdf2, php, plain, scrypt};

/// Longer than any real digest: Clerk's salts and keys have at most 1024 bytes.
const MAX_TEXT_BYTES: usize = 4096;

/// A parsed digest that can be compared with a password.
pub(super) trait Scheme {
    fn accepts(&self, password: &[u8]) -> bool;
}

/// Why a digest is rejected.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// The wrong format.
    Form,
    /// The right format, but too expensive to verify.
    Cost,
}

pub(super) type Read<T = Box<dyn Scheme>> = Result<T, Flaw>;

pub(super) fn read(hasher: Hasher, text: &str) -> Read {
    if text.len() > MAX_TEXT_BYTES {
        return Err(Flaw::Form);
    }
    match hasher {
        Hasher::Argon2i => argon2::read_argon2i(text),
        Hasher::Argon2id => argon2::read_argon2id(text),
        Hasher::Bcrypt => bcrypt::read(text),
        Hasher::BcryptPeppered => bcrypt::read_peppered(text),
        Hasher::BcryptSha256Django => bcrypt::read_sha256_django(text),
        Hasher::LdapSsha => plain::read_ldap_ssha(text),
        Hasher::Md5 => plain::read_md5(text),
        Hasher::Md5Phpass => php::read_md5_phpass(text),
        Hasher::Md5Salted => plain::read_md5_salted(text),
        Hasher::Pbkdf2Sha1 => pbkdf2::read_sha1(text),
        Hasher::Pbkdf2Sha256 => pbkdf2::read_sha256(text),
        Hasher::Pbkdf2Sha256Django => pbkdf2::read_sha256_django(text),
        Hasher::Pbkdf2Sha512 => pbkdf2::read_sha512(text),
        Hasher::Pbkdf2Sha512Hex => pbkdf2::read_sha512_hex(text),
        Hasher::Phpass => php::read_phpass(text),
        Hasher::ScryptFirebase => scrypt::read_firebase(text),
        Hasher::ScryptWerkzeug => scrypt::read_werkzeug(text),
        Hasher::Sha256 => plain::read_sha256(text),
        Hasher::Sha256Salted => plain::read_sha256_salted(text),
        Hasher::Sha512Symfony => php::read_sha512_symfony(text),
    }
}

/// Compares in constant time.
pub(super) fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// Splits a text into exactly `N` fields.
pub(super) fn fields<const N: usize>(text: &str, separator: char) -> Read<[&str; N]> {
    let fields: Vec<&str> = text.split(separator).collect();
    fields.try_into().map_err(|_| Flaw::Form)
}

/// Parses a cost. One that doesn't fit is too high rather than malformed.
pub(super) fn number(text: &str) -> Read<u32> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Flaw::Form);
    }
    text.parse().map_err(|_| Flaw::Cost)
}

/// Parses hexadecimal digits in either case.
pub(super) fn hex(text: &str) -> Read<Vec<u8>> {
    HEXLOWER_PERMISSIVE.decode(text.as_bytes()).map_err(|_| Flaw::Form)
}

/// Parses base64 of either alphabet, with or without padding: exports of the same system vary in both.
pub(super) fn base64(text: &str) -> Read<Vec<u8>> {
    let text = text.trim_end_matches('=').as_bytes();
    BASE64_NOPAD.decode(text).or_else(|_| BASE64URL_NOPAD.decode(text)).map_err(|_| Flaw::Form)
}
