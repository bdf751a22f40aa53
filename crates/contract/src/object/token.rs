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

/// A token that lets end-to-end tests pass the checks against bots.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TestingToken {
    /// Always `testing_token`.
    pub object: Kind,
    /// The token.
    pub token: Secret,
    /// Until when it can be used, in **seconds** since the epoch.
    pub expires_at: i64,
}

/// What became of checking a password. A wrong one is an error, never `verified: false`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifiedPassword {
    /// Always true.
    pub verified: bool,
}

/// What became of checking a second factor's code. A wrong one is an error, never `verified: false`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifiedTotp {
    /// Always true.
    pub verified: bool,
    /// Which kind of code it was.
    pub code_type: CodeType,
}

open_enum! {
    /// A kind of second-factor code.
    CodeType {
        /// A code of an authenticator app.
        Totp = "totp",
        /// A backup code, which is used up now.
        BackupCode = "backup_code",
    }
}
