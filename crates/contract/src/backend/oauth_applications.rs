//! Applications that sign people in with their accounts here.

#![cfg(feature = "oauth")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, OAuthApplication};
use crate::rows::operations;
use crate::{NoContent, OAuthApplicationId, Page, Secret};

operations! {
    /// Applications that sign people in with their accounts here, by OAuth 2.0 and OpenID Connect.
    OauthApplications {
        /// Lists the instance's applications, newest first unless `order_by` says otherwise.
        list(): Get "/oauth_applications", ListOAuthApplications -> Page<OAuthApplication>;
        /// Creates an application. The answer is the only one that holds its secret.
        create(): Post "/oauth_applications", CreateOAuthApplication -> OAuthApplication;
        /// Gets an application.
        get(oauth_application_id: OAuthApplicationId): Get "/oauth_applications/{oauth_application_id}" -> OAuthApplication;
        /// Changes the given fields of an application and leaves the others alone.
        update(oauth_application_id: OAuthApplicationId): Patch "/oauth_applications/{oauth_application_id}", UpdateOAuthApplication -> OAuthApplication;
        /// Deletes an application, with every token that it was given.
        delete(oauth_application_id: OAuthApplicationId): Delete "/oauth_applications/{oauth_application_id}" -> DeletedObject;
        /// Gives an application a new secret, which the answer holds this once. The old one is good no more.
        rotate_secret(oauth_application_id: OAuthApplicationId): Post "/oauth_applications/{oauth_application_id}/rotate_secret" -> OAuthApplication;
        /// Revokes a token of an application, and all others that come from the same sign-in.
        revoke_token(oauth_application_id: OAuthApplicationId): Post "/oauth_applications/{oauth_application_id}/revoke_token", RevokeOAuthToken -> NoContent;
    }
}

/// Which applications to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOAuthApplications {
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
    /// `created_at` or `name`, with `-` before it for descending; `-created_at` by default.
    pub order_by: Option<String>,
    /// Those with this text in their name, in whatever case, or with exactly this `client_id`.
    pub name_query: Option<String>,
}

/// A new application.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOAuthApplication {
    /// What people are told it is called; at most 256 characters.
    pub name: String,
    /// Where people may be sent back to: exactly these addresses, of any scheme that does not run scripts.
    pub redirect_uris: Option<Vec<String>>,
    /// One more redirect URI, as older clients name it.
    pub callback_url: Option<String>,
    /// What it may ask for, separated by spaces: `openid`, `profile`, `email`, `public_metadata`, `private_metadata`,
    /// `offline_access`; `profile email` by default.
    pub scopes: Option<String>,
    /// Whether people are asked before it learns anything; true by default.
    pub consent_screen_enabled: Option<bool>,
    /// Whether it must prove each code's exchange by PKCE; public ones always must.
    pub pkce_required: Option<bool>,
    /// Whether it can't keep a secret, as on phones and in browsers, and so gets none.
    pub public: Option<bool>,
}

/// Changes to an application. What is none stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateOAuthApplication {
    /// What people are told it is called; at most 256 characters.
    pub name: Option<String>,
    /// All addresses that people may be sent back to.
    pub redirect_uris: Option<Vec<String>>,
    /// The one redirect URI, as older clients name it.
    pub callback_url: Option<String>,
    /// What it may ask for, separated by spaces.
    pub scopes: Option<String>,
    /// Whether people are asked before it learns anything.
    pub consent_screen_enabled: Option<bool>,
    /// Whether it must prove each code's exchange by PKCE.
    pub pkce_required: Option<bool>,
    /// Whether it can't keep a secret. One that becomes public loses its secret.
    pub public: Option<bool>,
}

/// A token that is to be good no more.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RevokeOAuthToken {
    /// An access token or a refresh token.
    pub token: Secret,
}
