#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::Secret;

/// An application that nobody owned when it was made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountlessApplication {
    /// Always `accountless_application`.
    pub object: Kind,
    /// The key that browsers are given.
    pub publishable_key: String,
    /// The key for backends: only when the application is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_key: Option<Secret>,
    /// The page on which it can be claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim_url: Option<String>,
    /// The page that tells about its keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_keys_url: Option<String>,
}
