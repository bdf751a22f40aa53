//! The domains that an instance's applications run on.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, Domain};
use crate::rows::operations;
use crate::{DomainId, Page, Patch};

operations! {
    /// The domains that an instance's applications run on: a primary one, and satellites.
    Domains {
        /// Lists the domains, the primary one first.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let domains = client.domains().list().await?;
        /// assert_eq!(domains.total_count, 1);
        /// assert!(!domains.data[0].is_satellite);
        /// # Ok(()) });
        /// ```
        list(): Get "/domains" -> Page<Domain>;
        /// Adds a satellite.
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
        /// Deletes a satellite.
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
        /// Changes the given fields of a domain and leaves the others alone.
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
}

/// A new domain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AddDomain {
    /// Its name, such as `example.org`; in development with a port if need be.
    pub name: String,
    /// Must be true: an instance has one primary domain already.
    pub is_satellite: bool,
    /// A proxy in front of the Frontend API, on this domain. For production only.
    pub proxy_url: Option<String>,
}

/// Changes to a domain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateDomain {
    /// Its new name.
    pub name: Option<String>,
    /// A proxy in front of the Frontend API; null for DNS in place of one. For production only.
    pub proxy_url: Patch<String>,
    /// Whether a subdomain in the name matters, so that several instances share a root domain.
    pub is_secondary: Option<bool>,
}
