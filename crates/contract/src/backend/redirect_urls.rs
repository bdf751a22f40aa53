//! Addresses that users may be sent to after signing in.

#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, RedirectUrl};
use crate::rows::operations;
use crate::{Listing, RedirectUrlId};

operations! {
    /// The addresses that users may be sent to after signing in.
    RedirectUrls {
        /// Lists the instance's redirect URLs, newest first.
        list(): Get "/redirect_urls", ListRedirectUrls -> Listing<RedirectUrl>;
        /// Adds a redirect URL.
        create(): Post "/redirect_urls", CreateRedirectUrl -> RedirectUrl;
        /// Gets a redirect URL.
        get(id: RedirectUrlId): Get "/redirect_urls/{id}" -> RedirectUrl;
        /// Deletes a redirect URL.
        delete(id: RedirectUrlId): Delete "/redirect_urls/{id}" -> DeletedObject;
    }
}

/// Which redirect URLs to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListRedirectUrls {
    /// Whether to answer with `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// A new redirect URL.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateRedirectUrl {
    /// The whole URL, `https://…` or with an app's own scheme; it is compared letter by letter.
    pub url: String,
}
