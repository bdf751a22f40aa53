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
        list(): Get "/domains" -> Page<Domain>;
        /// Adds a satellite.
        add(): Post "/domains", AddDomain -> Domain;
        /// Deletes a satellite.
        delete(domain_id: DomainId): Delete "/domains/{domain_id}" -> DeletedObject;
        /// Changes the given fields of a domain and leaves the others alone.
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
