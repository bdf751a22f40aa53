#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::Secret;

/// An application created without an account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountlessApplication {
    /// Always `accountless_application`.
    pub object: Kind,
    /// The publishable key, for frontends.
    pub publishable_key: String,
    /// The secret key, for backends. Returned only on creation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_key: Option<Secret>,
    /// URL of the page where it can be claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim_url: Option<String>,
    /// URL of the page that shows its API keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_keys_url: Option<String>,
}
