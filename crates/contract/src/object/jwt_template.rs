#![cfg(feature = "templates")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{JwtTemplateId, Metadata, Millis};

/// A template for tokens with claims of one's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JwtTemplate {
    /// Always `jwt_template`.
    pub object: Kind,
    /// The template's id.
    pub id: JwtTemplateId,
    /// The name by which tokens are asked for; unique within the instance.
    pub name: String,
    /// The claims, with shortcodes such as `{{user.id}}`.
    pub claims: Metadata,
    /// For how many seconds a token holds.
    pub lifetime: i64,
    /// By how many seconds `nbf` is set back.
    pub allowed_clock_skew: i64,
    /// Whether tokens are signed with a key of the template's own.
    pub custom_signing_key: bool,
    /// The algorithm: `RS256`, `HS256` …
    pub signing_algorithm: String,
    /// When the template was made.
    pub created_at: Millis,
    /// When the template last changed.
    pub updated_at: Millis,
}
