//! How an instance behaves.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use crate::enums::open_enum;
use crate::object::{Instance, InstanceRestrictions, OrganizationSettings};
use crate::rows::operations;
use crate::{Accepted, NoContent, Patch};

operations! {
    /// How an instance behaves.
    InstanceSettings {
        /// Gets the instance that the secret key is of.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let instance = client.instance_settings().get().await?;
        /// assert_eq!(instance.environment_type, "development");
        /// # Ok(()) });
        /// ```
        get(): Get "/instance" -> Instance;
        /// Changes the given settings and leaves the others alone; null puts the default back.
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
        /// Changes who may sign up.
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
        /// Moves a production instance to another domain. Its publishable key changes, and everybody is signed out.
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
        /// Changes how organizations behave.
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
}

/// Changes to an instance's settings. Null puts the default back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateInstance {
    /// Whether test addresses and numbers get a fixed code and no message; in development only, and there by default.
    pub test_mode: Patch<bool>,
    /// Whether passwords that are known to have leaked are refused.
    pub hibp: Patch<bool>,
    /// Whether mails come from the server's own address, whatever name the instance and its templates give it.
    pub enhanced_email_deliverability: Patch<bool>,
    /// The address that users are told to write to, in mails and on the sign-in page.
    pub support_email: Patch<String>,
    /// The version of the browser library: `5`, `5.2.1`, `latest`. Kept for the Frontend API,
    /// which is not there yet: nothing changes until then.
    pub clerk_js_version: Patch<String>,
    /// Where the application runs while it is developed, such as `http://localhost:3000`: users may be sent there.
    pub development_origin: Patch<String>,
    /// Origins, apart from the domains, that the application runs on: users may be sent there. Replaces the former ones.
    pub allowed_origins: Option<Vec<String>>,
    /// The former name of `url_based_session_syncing`.
    pub cookieless_dev: Patch<bool>,
    /// Whether sessions are passed on in URLs in development, without third-party cookies. Kept for the Frontend API,
    /// which is not there yet: nothing changes until then.
    pub url_based_session_syncing: Patch<bool>,
    /// What the sign-in page offers first: the password, or a code by e-mail.
    pub preferred_sign_in_strategy_when_password_required: Patch<PreferredStrategy>,
}

open_enum! {
    /// What to offer first to those who sign in.
    PreferredStrategy {
        Password = "password",
        Otp = "otp",
        /// No preference.
        Unset = "",
    }
}

/// Changes to who may sign up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateInstanceRestrictions {
    /// Whether only identifiers on the allow-list may.
    pub allowlist: Option<bool>,
    /// Whether identifiers on the block-list may not.
    pub blocklist: Option<bool>,
    /// Whether both lists are for signing up only, not for signing in.
    pub allowlist_blocklist_disabled_on_sign_in: Option<bool>,
    /// Whether addresses with `+`, `=` or `#` in front of the `@` may not.
    pub block_email_subaddresses: Option<bool>,
    /// Whether addresses of throw-away providers may not.
    pub block_disposable_email_domains: Option<bool>,
    /// Whether dots in addresses at Gmail are ignored when they are compared.
    pub ignore_dots_for_gmail_addresses: Option<bool>,
}

/// The domain to move to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeInstanceDomain {
    /// The application's new home, such as `https://www.example.com`.
    pub home_url: Option<String>,
    /// Whether a subdomain in it matters, so that several instances share a root domain.
    pub is_secondary: Option<bool>,
}

/// Changes to how organizations behave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateInstanceOrganizationSettings {
    /// Whether there are organizations at all.
    pub enabled: Option<bool>,
    /// How many members a new organization may have; 0 for any number.
    pub max_allowed_memberships: Option<i64>,
    /// Whether admins may delete a new organization themselves. The organization shows it; what they may do themselves
    /// comes with the Frontend API.
    pub admin_delete_enabled: Option<bool>,
    /// Whether organizations can have domains.
    pub domains_enabled: Option<bool>,
    /// How users with an address of a verified domain come in: `automatic_invitation`, `automatic_suggestion`.
    pub domains_enrollment_modes: Option<Vec<String>>,
    /// The role, by id or key, that whoever creates an organization gets.
    pub creator_role_id: Option<String>,
    /// The role, by id or key, that users of a verified domain get. Kept for the Frontend API, which lets them in and is
    /// not there yet: until then the role can't be deleted, and nothing else changes.
    pub domains_default_role_id: Option<String>,
    /// Whether slugs may not be chosen.
    pub slug_disabled: Option<bool>,
}
