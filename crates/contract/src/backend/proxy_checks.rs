//! Whether a proxy leads to the Frontend API.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use crate::DomainId;
use crate::object::ProxyCheck;
use crate::rows::operations;

operations! {
    /// Whether a proxy leads to the Frontend API.
    ProxyChecks {
        /// Asks a proxy, and tells whether it works.
        verify(): Post "/proxy_checks", VerifyProxy -> ProxyCheck;
    }
}

/// The proxy to ask.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifyProxy {
    /// The domain that it is for.
    pub domain_id: Option<DomainId>,
    /// Its URL, such as `https://example.com/__clerk`; without one, the domain's own is asked.
    pub proxy_url: Option<String>,
}
