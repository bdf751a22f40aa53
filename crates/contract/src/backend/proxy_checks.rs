//! Checks of Frontend API proxies.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use crate::DomainId;
use crate::object::ProxyCheck;
use crate::rows::operations;

operations! {
    /// Checks of Frontend API proxies.
    ProxyChecks {
        /// Checks whether a proxy forwards to the Frontend API.
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
    with VerifyProxy
}

/// The proxy to check.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifyProxy {
    /// The domain it serves.
    pub domain_id: Option<DomainId>,
    /// URL of the proxy, such as `https://example.com/__clerk`; the domain's own by default.
    pub proxy_url: Option<String>,
}
