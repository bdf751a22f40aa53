//! URLs that users may be redirected to after signing in.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, RedirectUrl};
use crate::rows::operations;
use crate::{Listing, RedirectUrlId};

operations! {
    /// URLs that users may be redirected to after signing in.
    RedirectUrls {
        /// Lists the instance's redirect URLs, newest first.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListRedirectUrls;
        ///
        /// # let request = housekey_sdk::CreateRedirectUrl { url: "https://app.example.com/back".into() };
        /// # client.redirect_urls().create(request).await?;
        /// let urls = client.redirect_urls().list(ListRedirectUrls::default()).await?;
        /// assert_eq!(urls.data[0].url, "https://app.example.com/back");
        /// # Ok(()) });
        /// ```
        list(): Get "/redirect_urls", ListRedirectUrls -> Listing<RedirectUrl>;
        /// Adds a redirect URL.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateRedirectUrl;
        ///
        /// let request = CreateRedirectUrl { url: "https://app.example.com/back".into() };
        /// let url = client.redirect_urls().create(request).await?;
        /// assert_eq!(url.url, "https://app.example.com/back");
        /// # Ok(()) });
        /// ```
        create(): Post "/redirect_urls", CreateRedirectUrl -> RedirectUrl;
        /// Gets a redirect URL.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let request = housekey_sdk::CreateRedirectUrl { url: "https://app.example.com/back".into() };
        /// # let made = client.redirect_urls().create(request).await?;
        /// let url = client.redirect_urls().get(made.id).await?;
        /// assert_eq!(url.url, "https://app.example.com/back");
        /// # Ok(()) });
        /// ```
        get(id: RedirectUrlId): Get "/redirect_urls/{id}" -> RedirectUrl;
        /// Deletes a redirect URL.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let request = housekey_sdk::CreateRedirectUrl { url: "https://app.example.com/back".into() };
        /// # let made = client.redirect_urls().create(request).await?;
        /// let gone = client.redirect_urls().delete(made.id).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(id: RedirectUrlId): Delete "/redirect_urls/{id}" -> DeletedObject;
    }
    with CreateRedirectUrl, ListRedirectUrls
}

/// Query parameters for listing redirect URLs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListRedirectUrls {
    /// Whether to return `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The redirect URL to add.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateRedirectUrl {
    /// The full URL, with `https` or a custom scheme. Matched exactly.
    pub url: String,
}
