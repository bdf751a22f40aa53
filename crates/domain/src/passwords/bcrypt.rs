use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::scheme::{Flaw, Read, Scheme, number};

/// `$2b$12$` and 53 characters.
const BYTES: usize = 60;
/// About one second; each increment doubles it.
const MAX_COST: u32 = 14;
/// What is hashed instead of the password itself.
enum Input {
    Password,
    /// Devise (Ruby) appends an application-wide pepper.
    PasswordAndPepper(String),
    /// Django hashes first, to get past bcrypt's limit of 72 bytes.
    HexOfSha256,
}

struct Bcrypt {
    text: String,
    input: Input,
}

pub(super) fn read(text: &str) -> Read {
    boxed(text, Input::Password)
}

pub(super) fn read_peppered(text: &str) -> Read {
    let (digest, rest) = text.split_at_checked(BYTES).ok_or(Flaw::Form)?;
    match rest.strip_prefix('$') {
        Some(pepper) if !pepper.is_empty() => boxed(digest, Input::PasswordAndPepper(pepper.to_owned())),
        _ => Err(Flaw::Form),
    }
}

pub(super) fn read_sha256_django(text: &str) -> Read {
    boxed(text.strip_prefix("bcrypt_sha256$").ok_or(Flaw::Form)?, Input::HexOfSha256)
}

fn boxed(text: &str, input: Input) -> Read {
    check(text)?;
    Ok(Box::new(Bcrypt { text: text.to_owned(), input }))
}

fn check(text: &str) -> Read<()> {
    // `2x` is excluded: it marks digests of a faulty crypt_blowfish, which differ for non-ASCII passwords.
    let known = ["$2a$", "$2b$", "$2y$"].iter().find_map(|version| text.strip_prefix(version));
    let cost = known.and_then(|rest| rest.get(..2)).ok_or(Flaw::Form)?;
    text.parse::<::bcrypt::HashParts>().map_err(|_| Flaw::Form)?;
    match number(cost)? {
        ..4 | 32.. => Err(Flaw::Form),
        4..=MAX_COST => Ok(()),
        _ => Err(Flaw::Cost),
    }
}

impl Scheme for Bcrypt {
    fn accepts(&self, password: &[u8]) -> bool {
        let verified = match &self.input {
            Input::Password => ::bcrypt::verify(password, &self.text),
            Input::PasswordAndPepper(pepper) => {
                ::bcrypt::verify([password, pepper.as_bytes()].concat(), &self.text)
            }
            Input::HexOfSha256 => ::bcrypt::verify(HEXLOWER.encode(&Sha256::digest(password)), &self.text),
        };
        verified.unwrap_or(false)
    }
}
