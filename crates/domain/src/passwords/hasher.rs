use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The system that created a digest, as named in Clerk's `password_hasher`.
///
/// The 17 of the newest specification, and three more from Clerk's page on creating users (`bcrypt_peppered`,
/// `md5_salted`, `sha256_salted`). `awscognito` isn't included: it isn't a digest, but a request to ask Amazon at
/// sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hasher {
    Argon2i,
    Argon2id,
    Bcrypt,
    BcryptPeppered,
    BcryptSha256Django,
    LdapSsha,
    Md5,
    Md5Phpass,
    Md5Salted,
    Pbkdf2Sha1,
    Pbkdf2Sha256,
    Pbkdf2Sha256Django,
    Pbkdf2Sha512,
    Pbkdf2Sha512Hex,
    Phpass,
    ScryptFirebase,
    ScryptWerkzeug,
    Sha256,
    Sha256Salted,
    Sha512Symfony,
}

/// A hasher not in [`Hasher::ALL`], by its name as given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown password hasher `{0}`")]
pub struct UnknownHasher(pub String);

impl Hasher {
    /// All hashers, ordered by name.
    pub const ALL: [Self; 20] = [
        Self::Argon2i,
        Self::Argon2id,
        Self::Bcrypt,
        Self::BcryptPeppered,
        Self::BcryptSha256Django,
        Self::LdapSsha,
        Self::Md5,
        Self::Md5Phpass,
        Self::Md5Salted,
        Self::Pbkdf2Sha1,
        Self::Pbkdf2Sha256,
        Self::Pbkdf2Sha256Django,
        Self::Pbkdf2Sha512,
        Self::Pbkdf2Sha512Hex,
        Self::Phpass,
        Self::ScryptFirebase,
        Self::ScryptWerkzeug,
        Self::Sha256,
        Self::Sha256Salted,
        Self::Sha512Symfony,
    ];

    /// The name on the wire, such as `pbkdf2_sha256_django`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Argon2i => "argon2i",
            Self::Argon2id => "argon2id",
            Self::Bcrypt => "bcrypt",
            Self::BcryptPeppered => "bcrypt_peppered",
            Self::BcryptSha256Django => "bcrypt_sha256_django",
            Self::LdapSsha => "ldap_ssha",
            Self::Md5 => "md5",
            Self::Md5Phpass => "md5_phpass",
            Self::Md5Salted => "md5_salted",
            Self::Pbkdf2Sha1 => "pbkdf2_sha1",
            Self::Pbkdf2Sha256 => "pbkdf2_sha256",
            Self::Pbkdf2Sha256Django => "pbkdf2_sha256_django",
            Self::Pbkdf2Sha512 => "pbkdf2_sha512",
            Self::Pbkdf2Sha512Hex => "pbkdf2_sha512_hex",
            Self::Phpass => "phpass",
            Self::ScryptFirebase => "scrypt_firebase",
            Self::ScryptWerkzeug => "scrypt_werkzeug",
            Self::Sha256 => "sha256",
            Self::Sha256Salted => "sha256_salted",
            Self::Sha512Symfony => "sha512_symfony",
        }
    }

    /// The expected format of its digests, for error messages.
    pub fn expected_form(self) -> &'static str {
        match self {
            Self::Argon2i => "$argon2i$v=19$m=<KiB>,t=<passes>,p=<lanes>$<base64 salt>$<base64 hash>",
            Self::Argon2id => "$argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<base64 salt>$<base64 hash>",
            Self::Bcrypt => "$2b$<cost>$<salt and hash, 53 characters> (or 2a, 2y)",
            Self::BcryptPeppered => "$2b$<cost>$<salt and hash, 53 characters>$<pepper> (or 2a, 2y)",
            Self::BcryptSha256Django => "bcrypt_sha256$$2b$<cost>$<salt and hash, 53 characters>",
            Self::LdapSsha => "{SSHA}<base64 of the SHA-1 followed by its salt>",
            Self::Md5 => "<32 hexadecimal digits>",
            Self::Md5Phpass | Self::Phpass => {
                "$P$<rounds, 1 character><salt, 8 characters><checksum, 22 characters>"
            }
            Self::Md5Salted => "<salt>$<32 hexadecimal digits>",
            Self::Pbkdf2Sha1 => "pbkdf2_sha1$<iterations>$<salt>$<hexadecimal hash>[$<hash length in bytes>]",
            Self::Pbkdf2Sha256 => "pbkdf2_sha256$<iterations>$<base64 salt>$<base64 hash>",
            Self::Pbkdf2Sha256Django => "pbkdf2_sha256$<iterations>$<salt>$<base64 hash of 32 bytes>",
            Self::Pbkdf2Sha512 => "pbkdf2_sha512$<iterations>$<salt>$<hexadecimal hash>",
            Self::Pbkdf2Sha512Hex => "pbkdf2_sha512_hex$<iterations>$<hexadecimal salt>$<hexadecimal hash>",
            Self::ScryptFirebase => {
                "<base64 hash>$<base64 salt>$<base64 signer key>$<base64 salt separator>$<rounds>$<memory cost>"
            }
            Self::ScryptWerkzeug => "scrypt:<N>:<r>:<p>$<salt>$<hexadecimal hash of 64 bytes>",
            Self::Sha256 => "<64 hexadecimal digits>",
            Self::Sha256Salted => "<salt>$<64 hexadecimal digits>",
            Self::Sha512Symfony => "sha512_symfony$<iterations>$<salt>$<base64 hash of 64 bytes>",
        }
    }
}

impl fmt::Display for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Hasher {
    type Err = UnknownHasher;

    fn from_str(name: &str) -> Result<Self, UnknownHasher> {
        Self::ALL
            .into_iter()
            .find(|hasher| hasher.as_str() == name)
            .ok_or_else(|| UnknownHasher(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hasher_has_one_name_in_text_and_in_json() {
        for hasher in Hasher::ALL {
            assert_eq!(hasher.as_str().parse(), Ok(hasher));
            assert_eq!(serde_json::to_value(hasher).unwrap(), hasher.as_str());
        }
    }

    #[test]
    fn every_hasher_is_listed_once_and_in_order() {
        let names = Hasher::ALL.map(Hasher::as_str);
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{names:?}");
    }

    #[test]
    fn the_api_takes_every_hasher() {
        use housekey_contract::backend::users::PasswordHasher;

        assert_eq!(PasswordHasher::VALUES, Hasher::ALL.map(Hasher::as_str));
    }

    #[test]
    fn an_unknown_hasher_is_named_in_the_error() {
        assert_eq!("rot13".parse::<Hasher>().unwrap_err().to_string(), "unknown password hasher `rot13`");
    }
}
