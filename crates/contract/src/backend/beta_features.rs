//! Settings and operations that may still change.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use super::instance_settings::ChangeInstanceDomain;
use crate::object::InstanceSettings;
use crate::rows::operations;
use crate::{Accepted, Patch};

operations! {
    /// Settings and operations that may still change.
    BetaFeatures {
        /// Changes the given settings and leaves the others alone; null puts the default back.
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
        /// Moves a production instance to another domain. Its publishable key changes, and everybody is signed out.
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
}

/// Changes to some settings of an instance. Null puts the default back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateBetaFeatures {
    /// Whether only identifiers on the allow-list may sign up.
    pub restricted_to_allowlist: Patch<bool>,
    /// What stands before the `@` of the address that mails come from, where the template names nothing else: letters and
    /// digits.
    pub from_email_address: Patch<String>,
    /// Whether sign-ups ask for one thing after the other. Kept for the Frontend API, which is not there yet: nothing
    /// changes until then.
    pub progressive_sign_up: Patch<bool>,
    /// Whether mails come from the server's own address, whatever name the instance and its templates give it.
    pub enhanced_email_deliverability: Patch<bool>,
    /// Whether test addresses and numbers get a fixed code and no message; in development only, and there by default.
    pub test_mode: Patch<bool>,
}
