//! Beta settings and operations, which may still change.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

pub use super::instance_settings::ChangeInstanceDomain;
use crate::object::InstanceSettings;
use crate::rows::operations;
use crate::{Accepted, Patch};

operations! {
    /// Beta settings and operations, which may still change.
    BetaFeatures {
        /// Updates the given settings and leaves the others unchanged; null restores the default.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::{backend::beta_features::UpdateBetaFeatures, set};
        ///
        /// let request = UpdateBetaFeatures { restricted_to_allowlist: set(true), ..UpdateBetaFeatures::default() };
        /// let settings = client.beta_features().update_instance_settings(request).await?;
        /// assert!(settings.restricted_to_allowlist);
        /// # Ok(()) });
        /// ```
        update_instance_settings(): Patch "/beta_features/instance_settings", UpdateBetaFeatures -> InstanceSettings;
        /// Moves a production instance to another domain. This changes its publishable key and signs out all users.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ChangeInstanceDomain;
        ///
        /// # let client = server.production_client().await;
        /// let request = ChangeInstanceDomain { home_url: Some("https://example.org".into()), ..Default::default() };
        /// client.beta_features().update_production_instance_domain(request).await?;
        /// assert_eq!(client.domains().list().await?.data[0].name, "example.org");
        /// # Ok(()) });
        /// ```
        #[deprecated = "use `instance_settings().change_domain`"]
        update_production_instance_domain(): Put "/beta_features/domain", ChangeInstanceDomain -> Accepted;
    }
    with ChangeInstanceDomain, UpdateBetaFeatures
}

/// Changes to an instance's beta settings. Null restores the default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateBetaFeatures {
    /// Whether only identifiers on the allowlist may sign up.
    pub restricted_to_allowlist: Patch<bool>,
    /// Local part of the sender address for emails, unless the template sets one: letters and digits.
    pub from_email_address: Patch<String>,
    /// Whether sign-ups collect requirements step by step. Stored for the Frontend API, which doesn't exist yet; no
    /// effect until then.
    pub progressive_sign_up: Patch<bool>,
    /// Whether emails are sent from the server's own address, ignoring the sender names of the instance and its
    /// templates.
    pub enhanced_email_deliverability: Patch<bool>,
    /// Whether test email addresses and phone numbers accept a fixed code and receive no messages. Development
    /// instances only; enabled there by default.
    pub test_mode: Patch<bool>,
}
