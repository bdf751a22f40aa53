#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{Millis, RedirectUrlId};

/// A URL that users may be redirected to after signing in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RedirectUrl {
    /// Always `redirect_url`.
    pub object: Kind,
    /// The redirect URL's id.
    pub id: RedirectUrlId,
    /// The full URL.
    pub url: String,
    /// When it was added.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}
