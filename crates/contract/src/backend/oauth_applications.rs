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
        /// Creates an application. The answer is the only one that holds its secret.
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
        /// Gets an application.
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
        /// Changes the given fields of an application and leaves the others alone.
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
        /// Deletes an application, with every token that it was given.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let (notes, _) = server.oauth_token().await;
        /// let gone = client.oauth_applications().delete(notes).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(oauth_application_id: OAuthApplicationId): Delete "/oauth_applications/{oauth_application_id}" -> DeletedObject;
        /// Gives an application a new secret, which the answer holds this once. The old one is good no more.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let (notes, _) = server.oauth_token().await;
        /// let application = client.oauth_applications().rotate_secret(notes).await?;
        /// assert!(application.client_secret.is_some());
        /// # Ok(()) });
        /// ```
        rotate_secret(oauth_application_id: OAuthApplicationId): Post "/oauth_applications/{oauth_application_id}/rotate_secret" -> OAuthApplication;
        /// Revokes a token of an application, and all others that come from the same sign-in.
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
