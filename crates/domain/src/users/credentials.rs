use housekey_contract::Secret;
use housekey_contract::backend::users::PasswordHasher;
use housekey_store::credentials::{CredentialsRecord, PasswordRecord, TotpRecord};
use rand::Rng;

use crate::error::{Code, Error, Result, invalid, missing};
use crate::passwords::{self, Digest, InvalidDigest, PasswordProblem};
use crate::seal::MasterKey;
use crate::second_factor::{TotpSecret, hash_backup_codes};

/// A password or digest in a request.
#[derive(Clone, Default)]
pub struct NewPassword {
    /// The password in plaintext.
    pub password: Option<Secret>,
    /// A digest from another system.
    pub digest: Option<Secret>,
    /// Its algorithm.
    pub hasher: Option<PasswordHasher>,
    /// Whether to accept any password, however weak.
    pub skip_checks: bool,
}

impl NewPassword {
    /// The digest to store, if there is a password. Hashing is slow: call it outside a transaction.
    pub(crate) fn digest(
        self,
        inputs: &[&str],
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Option<PasswordRecord>> {
        match (self.password, self.digest, self.hasher) {
            (Some(_), Some(_), _) => {
                let long = "password and password_digest can't be set together.";
                Err(invalid(Code::FormParamValueInvalid, "password_digest", "is invalid", long))
            }
            (Some(password), None, _) => {
                check(&password, inputs, self.skip_checks)?;
                Ok(Some(record(passwords::hash(&password, rng))))
            }
            (None, Some(_), None) => Err(missing("password_hasher")),
            (None, Some(digest), Some(hasher)) => Digest::parse(hasher.as_str(), &digest)
                .map(|digest| Some(record(digest)))
                .map_err(|e| wrong_digest(&e)),
            (None, None, Some(_)) => Err(missing("password_digest")),
            (None, None, None) => Ok(None),
        }
    }
}

pub(crate) fn record(digest: Digest) -> PasswordRecord {
    PasswordRecord { hasher: digest.hasher.as_str().to_owned(), digest: digest.text }
}

/// Even with checks skipped, a password that could never be entered again is rejected.
fn check(password: &str, inputs: &[&str], skip_checks: bool) -> Result<()> {
    if password.is_empty() {
        return Err(crate::error::blank("password"));
    }
    match passwords::check_new(password, inputs) {
        Err(problem @ (PasswordProblem::TooLong | PasswordProblem::TooManyBytes)) => Err(weak(&problem)),
        Err(problem) if !skip_checks => Err(weak(&problem)),
        _ => Ok(()),
    }
}

fn weak(problem: &PasswordProblem) -> Error {
    let message = problem.to_string();
    let error = invalid(problem.code(), "password", &message, message.clone());
    match problem.suggestions() {
        [] => error,
        suggestions => error.with_meta("zxcvbn", serde_json::json!({ "suggestions": suggestions })),
    }
}

fn wrong_digest(problem: &InvalidDigest) -> Error {
    let param = if matches!(problem, InvalidDigest::UnknownHasher { .. }) {
        "password_hasher"
    } else {
        "password_digest"
    };
    invalid(problem.code(), param, "is invalid", problem.to_string())
}

/// An encrypted TOTP secret.
pub(crate) fn totp(secret: &str, seal: &MasterKey, rng: &mut (impl Rng + ?Sized)) -> Result<TotpRecord> {
    let secret = TotpSecret::parse(secret).map_err(|problem| {
        invalid(Code::InvalidTotpSecretCode, "totp_secret", "is invalid", problem.to_string())
    })?;
    let sealed_secret = seal.seal(rng, TOTP_CONTEXT, secret.to_base32().as_bytes());
    Ok(TotpRecord { sealed_secret, last_step: None })
}

/// Decrypts a TOTP secret.
pub(crate) fn open_totp(record: &TotpRecord, seal: &MasterKey) -> Result<TotpSecret> {
    let opened = seal.open(TOTP_CONTEXT, &record.sealed_secret);
    let opened =
        opened.map_err(|error| Error::Internal(format!("a TOTP secret can't be opened: {error}")))?;
    let text = std::str::from_utf8(&opened).map_err(|error| Error::Internal(error.to_string()))?;
    TotpSecret::parse(text).map_err(|error| Error::Internal(error.to_string()))
}

/// Encryption context of TOTP secrets.
const TOTP_CONTEXT: &str = "totp";

/// Digests of backup codes. Slow: call it outside a transaction.
pub(crate) fn backup_codes(codes: &[Secret], rng: &mut (impl Rng + ?Sized)) -> Result<Vec<String>> {
    hash_backup_codes(codes, rng).map_err(|problem| {
        invalid(Code::FormParamValueInvalid, "backup_codes", "is invalid", problem.to_string())
    })
}

/// Whether there is nothing to store.
pub(crate) fn is_empty(secrets: &CredentialsRecord) -> bool {
    secrets.password.is_none() && secrets.totp.is_none() && secrets.backup_codes.is_empty()
}
