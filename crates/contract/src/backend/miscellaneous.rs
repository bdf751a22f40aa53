//! Operations that belong to no other resource.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use crate::Html;
use crate::rows::operations;

operations! {
    /// Operations that belong to no other resource.
    Miscellaneous {
        /// Gets the interstitial page, which loads the browser library to determine whether the user is signed in.
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
    with GetInterstitial
}

/// Parameters of the interstitial page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetInterstitial {
    /// Former name of `frontend_api`.
    #[serde(rename = "frontendApi")]
    pub frontend_api_legacy: Option<String>,
    /// Host of the Frontend API; older clients send it instead of `publishable_key`, which also encodes it.
    pub frontend_api: Option<String>,
    /// The instance's publishable key.
    pub publishable_key: Option<String>,
    /// URL of a proxy for the Frontend API: one of the instance's, or a path on the page's own host.
    pub proxy_url: Option<String>,
    /// The domain of a satellite application of the instance.
    pub domain: Option<String>,
    /// URL of the sign-in page.
    pub sign_in_url: Option<String>,
    /// Whether to load the library from `domain`.
    pub use_domain_for_script: Option<bool>,
}
