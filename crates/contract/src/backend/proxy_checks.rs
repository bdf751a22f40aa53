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
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::VerifyProxy;
        ///
        /// let domain = client.domains().list().await?.data.remove(0).id;
        /// # let proxy_url = server.proxy_url();
        /// let request = VerifyProxy { domain_id: Some(domain), proxy_url: Some(proxy_url) };
        /// let check = client.proxy_checks().verify(request).await?;
        /// assert!(check.successful);
        /// # Ok(()) });
        /// ```
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
