//! OAuth applications, for which this instance is the identity provider.

#![cfg(feature = "oauth")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, OAuthApplication};
use crate::rows::operations;
use crate::{NoContent, OAuthApplicationId, Page, Secret};

operations! {
    /// Applications that sign users in through this instance with OAuth and OpenID Connect.
    OauthApplications {
        /// Lists OAuth applications, newest first by default.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListOAuthApplications;
        ///
        /// # let (notes, _) = server.oauth_token().await;
        /// let applications = client.oauth_applications().list(ListOAuthApplications::default()).await?;
        /// assert_eq!(applications.data[0].name, "Notes");
        /// # Ok(()) });
        /// ```
        list(): Get "/oauth_applications", ListOAuthApplications -> Page<OAuthApplication>;
        /// Creates an OAuth application. Its secret is returned only here.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateOAuthApplication;
        ///
        /// let request = CreateOAuthApplication {
        ///     name: "Notes".into(),
        ///     redirect_uris: Some(vec!["https://notes.example.com/back".into()]),
        ///     ..CreateOAuthApplication::default()
        /// };
        /// let application = client.oauth_applications().create(request).await?;
        /// assert!(application.client_secret.is_some());
        /// # Ok(()) });
        /// ```
        create(): Post "/oauth_applications", CreateOAuthApplication -> OAuthApplication;
        /// Gets an OAuth application.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let (notes, _) = server.oauth_token().await;
        /// let application = client.oauth_applications().get(notes).await?;
        /// assert_eq!(application.name, "Notes");
        /// assert!(application.client_secret.is_none());
        /// # Ok(()) });
        /// ```
        get(oauth_application_id: OAuthApplicationId): Get "/oauth_applications/{oauth_application_id}" -> OAuthApplication;
        /// Updates the given fields of an OAuth application and leaves the others unchanged.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdateOAuthApplication;
        ///
        /// # let (notes, _) = server.oauth_token().await;
        /// let request = UpdateOAuthApplication { name: Some("Sheets".into()), ..UpdateOAuthApplication::default() };
        /// let application = client.oauth_applications().update(notes, request).await?;
        /// assert_eq!(application.name, "Sheets");
        /// # Ok(()) });
        /// ```
        update(oauth_application_id: OAuthApplicationId): Patch "/oauth_applications/{oauth_application_id}", UpdateOAuthApplication -> OAuthApplication;
        /// Deletes an OAuth application and revokes all its tokens.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let (notes, _) = server.oauth_token().await;
        /// let gone = client.oauth_applications().delete(notes).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(oauth_application_id: OAuthApplicationId): Delete "/oauth_applications/{oauth_application_id}" -> DeletedObject;
        /// Replaces the client secret of an OAuth application and returns the new one. The old secret stops working
        /// immediately.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let (notes, _) = server.oauth_token().await;
        /// let application = client.oauth_applications().rotate_secret(notes).await?;
        /// assert!(application.client_secret.is_some());
        /// # Ok(()) });
        /// ```
        rotate_secret(oauth_application_id: OAuthApplicationId): Post "/oauth_applications/{oauth_application_id}/rotate_secret" -> OAuthApplication;
        /// Revokes a token of an OAuth application, along with all other tokens of the same grant.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::RevokeOAuthToken;
        ///
        /// # let (notes, token) = server.oauth_token().await;
        /// client.oauth_applications().revoke_token(notes, RevokeOAuthToken { token: token.as_str().into() }).await?;
        /// # let request = housekey_sdk::VerifyOAuthAccessToken { access_token: Some(token.into()), ..Default::default() };
        /// # assert!(client.oauth_access_tokens().verify(request).await.unwrap_err().is_not_found());
        /// # Ok(()) });
        /// ```
        revoke_token(oauth_application_id: OAuthApplicationId): Post "/oauth_applications/{oauth_application_id}/revoke_token", RevokeOAuthToken -> NoContent;
    }
    with CreateOAuthApplication, ListOAuthApplications, RevokeOAuthToken, UpdateOAuthApplication
}

/// Query parameters for listing OAuth applications.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOAuthApplications {
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
    /// `created_at` or `name`, prefixed with `-` for descending order; `-created_at` by default.
    pub order_by: Option<String>,
    /// Only applications whose name contains this text (case-insensitive) or whose `client_id` equals it.
    pub name_query: Option<String>,
}

/// The OAuth application to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOAuthApplication {
    /// Display name, at most 256 characters.
    pub name: String,
    /// Allowed redirect URIs, matched exactly. Any scheme is allowed except those that run scripts.
    pub redirect_uris: Option<Vec<String>>,
    /// A further redirect URI, as named by older clients.
    pub callback_url: Option<String>,
    /// Allowed scopes, space-separated: `openid`, `profile`, `email`, `public_metadata`, `private_metadata`,
    /// `offline_access`; `profile email` by default.
    pub scopes: Option<String>,
    /// Whether users are asked for consent; true by default.
    pub consent_screen_enabled: Option<bool>,
    /// Whether PKCE is required. Always required for public clients.
    pub pkce_required: Option<bool>,
    /// Whether it is a public client (mobile or browser), which has no secret.
    pub public: Option<bool>,
}

/// Changes to an OAuth application. Fields left unset keep their value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateOAuthApplication {
    /// Display name, at most 256 characters.
    pub name: Option<String>,
    /// The allowed redirect URIs. Replaces the existing list.
    pub redirect_uris: Option<Vec<String>>,
    /// The only redirect URI, as named by older clients.
    pub callback_url: Option<String>,
    /// Allowed scopes, space-separated.
    pub scopes: Option<String>,
    /// Whether users are asked for consent.
    pub consent_screen_enabled: Option<bool>,
    /// Whether PKCE is required.
    pub pkce_required: Option<bool>,
    /// Whether it is a public client. Changing a client to public deletes its secret.
    pub public: Option<bool>,
}

/// The token to revoke.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RevokeOAuthToken {
    /// An access token or a refresh token.
    pub token: Secret,
}
