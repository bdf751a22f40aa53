#![cfg(feature = "webhooks")]

use serde::{Deserialize, Serialize};

use crate::Secret;

/// Where the page of the webhook service is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SvixUrl {
    /// The page's address. It works once, for some minutes.
    pub svix_url: Secret,
}
