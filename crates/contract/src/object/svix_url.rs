#![cfg(feature = "webhooks")]

use serde::{Deserialize, Serialize};

use crate::Secret;

/// A link to the webhook dashboard.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SvixUrl {
    /// URL of the dashboard. It can be used once and expires after a few minutes.
    pub svix_url: Secret,
}
