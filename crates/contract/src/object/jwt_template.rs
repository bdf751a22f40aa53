#![cfg(feature = "templates")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{JwtTemplateId, Metadata, Millis};

/// A template for tokens with custom claims.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JwtTemplate {
    /// Always `jwt_template`.
    pub object: Kind,
    /// The template's id.
    pub id: JwtTemplateId,
    /// Name under which tokens are requested; unique within the instance.
    pub name: String,
    /// The claims, with shortcodes such as `{{user.id}}`.
    pub claims: Metadata,
    /// Token lifetime in seconds.
    pub lifetime: i64,
    /// Seconds subtracted from `nbf`.
    pub allowed_clock_skew: i64,
    /// Whether tokens are signed with the template's own key.
    pub custom_signing_key: bool,
    /// The algorithm: `RS256`, `HS256` …
    pub signing_algorithm: String,
    /// When the template was created.
    pub created_at: Millis,
    /// When the template was last updated.
    pub updated_at: Millis,
}
