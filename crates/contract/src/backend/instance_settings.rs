//! Settings of an instance.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use crate::enums::open_enum;
use crate::object::{Instance, InstanceRestrictions, OrganizationSettings};
use crate::rows::operations;
use crate::{Accepted, NoContent, Patch};

operations! {
    /// Settings of an instance.
    InstanceSettings {
        /// Gets the instance that the secret key belongs to.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let instance = client.instance_settings().get().await?;
        /// assert_eq!(instance.environment_type, "development");
        /// # Ok(()) });
        /// ```
        get(): Get "/instance" -> Instance;
        /// Updates the given settings and leaves the others unchanged; null restores the default.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::{UpdateInstance, set};
        ///
        /// let request = UpdateInstance { support_email: set("help@example.com"), ..UpdateInstance::default() };
        /// client.instance_settings().update(request).await?;
        /// # let request = UpdateInstance { allowed_origins: Some(vec!["https://app.example.com".into()]), ..UpdateInstance::default() };
        /// # client.instance_settings().update(request).await?;
        /// # assert_eq!(client.instance_settings().get().await?.allowed_origins.map(|origins| origins.len()), Some(1));
        /// # Ok(()) });
        /// ```
        update(): Patch "/instance", UpdateInstance -> NoContent;
        /// Updates the sign-up restrictions.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdateInstanceRestrictions;
        ///
        /// let request = UpdateInstanceRestrictions { blocklist: Some(true), ..UpdateInstanceRestrictions::default() };
        /// let restrictions = client.instance_settings().update_restrictions(request).await?;
        /// assert!(restrictions.blocklist && !restrictions.allowlist);
        /// # Ok(()) });
        /// ```
        update_restrictions(): Patch "/instance/restrictions", UpdateInstanceRestrictions -> InstanceRestrictions;
        /// Moves a production instance to another domain. This changes its publishable key and signs out all users.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ChangeInstanceDomain;
        ///
        /// # let client = server.production_client().await;
        /// let request = ChangeInstanceDomain { home_url: Some("https://example.org".into()), ..Default::default() };
        /// client.instance_settings().change_domain(request).await?;
        /// assert_eq!(client.domains().list().await?.data[0].name, "example.org");
        /// # Ok(()) });
        /// ```
        change_domain(): Post "/instance/change_domain", ChangeInstanceDomain -> Accepted;
        /// Gets the organization settings.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let settings = client.instance_settings().get_organization_settings().await?;
        /// assert_eq!(settings.creator_role, "org:admin");
        /// # Ok(()) });
        /// ```
        get_organization_settings(): Get "/instance/organization_settings" -> OrganizationSettings;
        /// Updates the organization settings.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdateInstanceOrganizationSettings;
        ///
        /// let request = UpdateInstanceOrganizationSettings { max_allowed_memberships: Some(10), ..Default::default() };
        /// let settings = client.instance_settings().update_organization_settings(request).await?;
        /// assert_eq!(settings.max_allowed_memberships, 10);
        /// # Ok(()) });
        /// ```
        update_organization_settings(): Patch "/instance/organization_settings", UpdateInstanceOrganizationSettings -> OrganizationSettings;
    }
    with ChangeInstanceDomain, PreferredStrategy, UpdateInstance, UpdateInstanceOrganizationSettings,
        UpdateInstanceRestrictions
}

/// Changes to an instance's settings. Null restores the default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateInstance {
    /// Whether test email addresses and phone numbers accept a fixed code and receive no messages. Development
    /// instances only; enabled there by default.
    pub test_mode: Patch<bool>,
    /// Whether to reject passwords found in known data breaches.
    pub hibp: Patch<bool>,
    /// Whether emails are sent from the server's own address, ignoring the sender names of the instance and its
    /// templates.
    pub enhanced_email_deliverability: Patch<bool>,
    /// Support address shown in emails and on the sign-in page.
    pub support_email: Patch<String>,
    /// Version of the browser library: `5`, `5.2.1`, `latest`. Stored for the Frontend API, which doesn't exist yet; no
    /// effect until then.
    pub clerk_js_version: Patch<String>,
    /// Origin of the application during development, such as `http://localhost:3000`. Allowed as a redirect target.
    pub development_origin: Patch<String>,
    /// Origins of the application besides its domains. Allowed as redirect targets. Replaces the existing list.
    pub allowed_origins: Option<Vec<String>>,
    /// Former name of `url_based_session_syncing`.
    pub cookieless_dev: Patch<bool>,
    /// Whether development sessions are synced through URLs instead of third-party cookies. Stored for the Frontend
    /// API, which doesn't exist yet; no effect until then.
    pub url_based_session_syncing: Patch<bool>,
    /// Which method the sign-in page offers first: password or email code.
    pub preferred_sign_in_strategy_when_password_required: Patch<PreferredStrategy>,
}

open_enum! {
    /// Preferred first sign-in method.
    PreferredStrategy {
        Password = "password",
        Otp = "otp",
        /// No preference.
        Unset = "",
    }
}

/// Changes to the sign-up restrictions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateInstanceRestrictions {
    /// Whether only identifiers on the allowlist may sign up.
    pub allowlist: Option<bool>,
    /// Whether identifiers on the blocklist may not sign up.
    pub blocklist: Option<bool>,
    /// Whether both lists apply to sign-ups only, not to sign-ins.
    pub allowlist_blocklist_disabled_on_sign_in: Option<bool>,
    /// Whether to reject other forms of a mailbox that a user already has, such as subaddresses.
    pub block_email_subaddresses: Option<bool>,
    /// Whether to reject addresses of disposable email providers.
    pub block_disposable_email_domains: Option<bool>,
    /// Whether Gmail addresses are compared without dots.
    pub ignore_dots_for_gmail_addresses: Option<bool>,
}

/// The domain to move to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeInstanceDomain {
    /// The new home URL of the application, such as `https://www.example.com`.
    pub home_url: Option<String>,
    /// Whether to keep a subdomain, so that several instances can share a root domain.
    pub is_secondary: Option<bool>,
}

/// Changes to the organization settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateInstanceOrganizationSettings {
    /// Whether organizations are enabled.
    pub enabled: Option<bool>,
    /// Maximum number of members of a new organization; 0 for unlimited.
    pub max_allowed_memberships: Option<i64>,
    /// Whether admins may delete organizations created from now on. Reported on the organization; self-service deletion
    /// comes with the Frontend API.
    pub admin_delete_enabled: Option<bool>,
    /// Whether organizations can have domains.
    pub domains_enabled: Option<bool>,
    /// How users whose email address matches a verified domain can join: `automatic_invitation`,
    /// `automatic_suggestion`.
    pub domains_enrollment_modes: Option<Vec<String>>,
    /// The role (id or key) of users who create an organization.
    pub creator_role_id: Option<String>,
    /// The role (id or key) of users who join through a verified domain. Stored for the Frontend API, which enrolls
    /// them and doesn't exist yet; until then it only prevents the role from being deleted.
    pub domains_default_role_id: Option<String>,
    /// Whether organizations can't choose their slug.
    pub slug_disabled: Option<bool>,
}
