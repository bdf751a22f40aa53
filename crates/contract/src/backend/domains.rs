//! Domains of an instance.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, Domain};
use crate::rows::operations;
use crate::{DomainId, Page, Patch};

operations! {
    /// Domains of an instance: a primary domain and its satellites.
    Domains {
        /// Lists the domains, primary domain first.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let domains = client.domains().list().await?;
        /// assert_eq!(domains.total_count, 1);
        /// assert!(!domains.data[0].is_satellite);
        /// # Ok(()) });
        /// ```
        list(): Get "/domains" -> Page<Domain>;
        /// Adds a satellite domain.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::AddDomain;
        ///
        /// let request = AddDomain { name: "shop.test:3001".into(), is_satellite: true, ..AddDomain::default() };
        /// let satellite = client.domains().add(request).await?;
        /// assert!(satellite.is_satellite);
        /// # Ok(()) });
        /// ```
        add(): Post "/domains", AddDomain -> Domain;
        /// Deletes a satellite domain.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # use housekey_sdk::AddDomain;
        /// # let request = AddDomain { name: "shop.test:3001".into(), is_satellite: true, ..AddDomain::default() };
        /// # let satellite = client.domains().add(request).await?;
        /// let gone = client.domains().delete(satellite.id).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(domain_id: DomainId): Delete "/domains/{domain_id}" -> DeletedObject;
        /// Updates the given fields of a domain and leaves the others unchanged.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdateDomain;
        ///
        /// # use housekey_sdk::AddDomain;
        /// # let request = AddDomain { name: "shop.test:3001".into(), is_satellite: true, ..AddDomain::default() };
        /// # let satellite = client.domains().add(request).await?;
        /// let request = UpdateDomain { name: Some("store.test:3001".into()), ..UpdateDomain::default() };
        /// let renamed = client.domains().update(satellite.id, request).await?;
        /// assert_eq!(renamed.name, "store.test:3001");
        /// # Ok(()) });
        /// ```
        update(domain_id: DomainId): Patch "/domains/{domain_id}", UpdateDomain -> Domain;
    }
    with AddDomain, UpdateDomain
}

/// The domain to add.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AddDomain {
    /// The host name, such as `example.org`; in development optionally with a port.
    pub name: String,
    /// Must be true, because an instance has exactly one primary domain.
    pub is_satellite: bool,
    /// URL of a proxy for the Frontend API on this domain. Production only.
    pub proxy_url: Option<String>,
}

/// Changes to a domain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateDomain {
    /// The new host name.
    pub name: Option<String>,
    /// URL of a proxy for the Frontend API; null to use DNS instead. Production only.
    pub proxy_url: Patch<String>,
    /// Whether to keep a subdomain in the name, so that several instances can share a root domain.
    pub is_secondary: Option<bool>,
}
