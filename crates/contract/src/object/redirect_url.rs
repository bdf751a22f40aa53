#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{Millis, RedirectUrlId};

/// An address that users may be sent to after signing in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RedirectUrl {
    /// Always `redirect_url`.
    pub object: Kind,
    /// The redirect URL's id.
    pub id: RedirectUrlId,
    /// The whole URL.
    pub url: String,
    /// When it was added.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}
