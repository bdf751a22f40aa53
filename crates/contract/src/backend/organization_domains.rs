//! Domains of organizations, whose users may join.

#![cfg(feature = "organizations")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, OrganizationDomain, OrganizationEnrollmentMode};
use crate::rows::operations;
use crate::{AnyOf, OrganizationDomainId, OrganizationId, Page};

operations! {
    /// Domains of organizations, whose users may join.
    OrganizationDomains {
        /// Adds a domain to an organization.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateOrganizationDomain;
        ///
        /// let request = CreateOrganizationDomain { name: Some("engines.example.org".into()), ..Default::default() };
        /// let domain = client.organization_domains().create("org_analytical", request).await?;
        /// assert_eq!(domain.name, "engines.example.org");
        /// # Ok(()) });
        /// ```
        create(organization_id: OrganizationId): Post "/organizations/{organization_id}/domains", CreateOrganizationDomain -> OrganizationDomain;
        /// Lists the domains of an organization, newest first.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListOrganizationDomains;
        ///
        /// # server.organization_domain().await;
        /// let domains = client.organization_domains().list("org_analytical", ListOrganizationDomains::default()).await?;
        /// assert_eq!(domains.data[0].name, "engines.example.org");
        /// # Ok(()) });
        /// ```
        list(organization_id: OrganizationId): Get "/organizations/{organization_id}/domains", ListOrganizationDomains -> Page<OrganizationDomain>;
        /// Updates the given fields of a domain and leaves the others unchanged.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::{OrganizationEnrollmentMode, UpdateOrganizationDomain};
        ///
        /// # let domain = server.organization_domain().await;
        /// let mode = Some(OrganizationEnrollmentMode::AutomaticInvitation);
        /// let request = UpdateOrganizationDomain { enrollment_mode: mode.clone(), verified: Some(true) };
        /// let domain = client.organization_domains().update("org_analytical", domain, request).await?;
        /// assert_eq!(Some(domain.enrollment_mode), mode);
        /// # Ok(()) });
        /// ```
        update(organization_id: OrganizationId, domain_id: OrganizationDomainId): Patch "/organizations/{organization_id}/domains/{domain_id}", UpdateOrganizationDomain -> OrganizationDomain;
        /// Removes a domain from an organization.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let domain = server.organization_domain().await;
        /// let gone = client.organization_domains().delete("org_analytical", domain).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(organization_id: OrganizationId, domain_id: OrganizationDomainId): Delete "/organizations/{organization_id}/domains/{domain_id}" -> DeletedObject;
        /// Lists the domains of all organizations in the instance.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListAllOrganizationDomains;
        ///
        /// # server.organization_domain().await;
        /// let domains = client.organization_domains().list_all(ListAllOrganizationDomains::default()).await?;
        /// assert_eq!(domains.data[0].organization_id, "org_analytical".into());
        /// # Ok(()) });
        /// ```
        list_all(): Get "/organization_domains", ListAllOrganizationDomains -> Page<OrganizationDomain>;
        /// Marks the domain as owned by the organization. Idempotent.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let domain = server.organization_domain().await;
        /// let domain = client.organization_domains().verify_ownership("org_analytical", domain).await?;
        /// assert!(domain.ownership_verification.is_some());
        /// # Ok(()) });
        /// ```
        verify_ownership(organization_id: OrganizationId, domain_id: OrganizationDomainId): Post "/organizations/{organization_id}/domains/{domain_id}/verify_ownership" -> OrganizationDomain;
    }
    with CreateOrganizationDomain, ListAllOrganizationDomains, ListOrganizationDomains,
        UpdateOrganizationDomain
}

/// The domain to add.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateOrganizationDomain {
    /// The domain: `example.com`.
    pub name: Option<String>,
    /// How users whose email address matches the domain can join; `manual_invitation` by default.
    pub enrollment_mode: Option<OrganizationEnrollmentMode>,
    /// Whether the domain is verified; true by default.
    pub verified: Option<bool>,
}

/// Query parameters for listing the domains of an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrganizationDomains {
    /// Only verified (`true`) or unverified (`false`) domains.
    pub verified: Option<String>,
    /// Only domains with one of these enrollment modes; prefix with `-` to exclude.
    pub enrollment_mode: Option<AnyOf<String>>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// Changes to a domain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateOrganizationDomain {
    /// How users whose email address matches the domain can join.
    pub enrollment_mode: Option<OrganizationEnrollmentMode>,
    /// Whether it is verified.
    pub verified: Option<bool>,
}

/// Query parameters for listing the domains of all organizations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListAllOrganizationDomains {
    /// Only domains of this organization.
    pub organization_id: Option<OrganizationId>,
    /// Only verified (`true`) or unverified (`false`) domains.
    pub verified: Option<String>,
    /// Only domains with one of these enrollment modes; prefix with `-` to exclude.
    pub enrollment_mode: Option<Vec<String>>,
    /// Only domains of the organization with this id, or whose name contains this text.
    pub query: Option<String>,
    /// Only these domains, by name (at most 100).
    pub domains: Option<Vec<String>>,
    /// `name` or `created_at`, prefixed with `-` for descending order; `-created_at` by default.
    pub order_by: Option<String>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}
