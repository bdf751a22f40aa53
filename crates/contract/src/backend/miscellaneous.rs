//! What belongs to no other resource.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use crate::Html;
use crate::rows::operations;

operations! {
    /// What belongs to no other resource.
    Miscellaneous {
        /// Gets the page that loads the browser library to find out whether somebody is signed in.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::GetInterstitial;
        ///
        /// # let publishable_key = server.publishable_key().to_owned();
        /// let request = GetInterstitial { publishable_key: Some(publishable_key), ..GetInterstitial::default() };
        /// let page = client.miscellaneous().get_public_interstitial(request).await?;
        /// assert!(page.0.contains("<script"));
        /// # Ok(()) });
        /// ```
        get_public_interstitial(): Get "/public/interstitial", GetInterstitial -> Html;
    }
}

/// Where the page finds what it needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetInterstitial {
    /// The former name of `frontend_api`.
    #[serde(rename = "frontendApi")]
    pub frontend_api_legacy: Option<String>,
    /// The host of the Frontend API; `publishable_key` holds it too.
    pub frontend_api: Option<String>,
    /// The instance's publishable key.
    pub publishable_key: Option<String>,
    /// A proxy in front of the Frontend API.
    pub proxy_url: Option<String>,
    /// The domain of a satellite application.
    pub domain: Option<String>,
    /// Where users sign in.
    pub sign_in_url: Option<String>,
    /// Whether the library is loaded from `domain`.
    pub use_domain_for_script: Option<bool>,
}
