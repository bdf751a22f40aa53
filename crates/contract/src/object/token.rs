#![cfg(any(feature = "users", feature = "sessions"))]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::Secret;
use crate::enums::open_enum;

/// A signed token.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Token {
    /// Always `token`.
    pub object: Kind,
    /// The JWT.
    pub jwt: Secret,
}

/// A token that lets end-to-end tests bypass bot protection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TestingToken {
    /// Always `testing_token`.
    pub object: Kind,
    /// The token.
    pub token: Secret,
    /// When the token expires, in **seconds** since the Unix epoch.
    pub expires_at: i64,
}

/// The result of verifying a password. An incorrect password is an error, never `verified: false`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifiedPassword {
    /// Always true.
    pub verified: bool,
}

/// The result of verifying a second-factor code. An incorrect code is an error, never `verified: false`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifiedTotp {
    /// Always true.
    pub verified: bool,
    /// The kind of code.
    pub code_type: CodeType,
}

open_enum! {
    /// A kind of second-factor code.
    CodeType {
        /// A code from an authenticator app.
        Totp = "totp",
        /// A backup code, which is now consumed.
        BackupCode = "backup_code",
    }
}
