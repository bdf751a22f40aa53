//! Templates for tokens with custom claims.

#![cfg(feature = "templates")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, JwtTemplate};
use crate::rows::operations;
use crate::{JwtTemplateId, Listing, Metadata, Secret};

operations! {
    /// Templates for tokens with custom claims.
    JwtTemplates {
        /// Lists the JWT templates.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListJwtTemplates;
        ///
        /// # client.jwt_templates().create(housekey_sdk::WriteJwtTemplate { name: "ledger".into(), ..Default::default() }).await?;
        /// let templates = client.jwt_templates().list(ListJwtTemplates::default()).await?;
        /// assert_eq!(templates.data[0].name, "ledger");
        /// # Ok(()) });
        /// ```
        list(): Get "/jwt_templates", ListJwtTemplates -> Listing<JwtTemplate>;
        /// Creates a JWT template.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::WriteJwtTemplate;
        /// use serde_json::json;
        ///
        /// let claims = json!({ "email": "{{user.primary_email_address}}" }).as_object().cloned().unwrap_or_default();
        /// let request = WriteJwtTemplate { name: "ledger".into(), claims, ..WriteJwtTemplate::default() };
        /// let template = client.jwt_templates().create(request).await?;
        /// assert_eq!((template.name.as_str(), template.lifetime), ("ledger", 60));
        /// # Ok(()) });
        /// ```
        create(): Post "/jwt_templates", WriteJwtTemplate -> JwtTemplate;
        /// Gets a template.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let made = client.jwt_templates().create(housekey_sdk::WriteJwtTemplate { name: "ledger".into(), ..Default::default() }).await?;
        /// let template = client.jwt_templates().get(made.id).await?;
        /// assert_eq!(template.name, "ledger");
        /// # Ok(()) });
        /// ```
        get(template_id: JwtTemplateId): Get "/jwt_templates/{template_id}" -> JwtTemplate;
        /// Replaces a JWT template.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::WriteJwtTemplate;
        ///
        /// # let made = client.jwt_templates().create(WriteJwtTemplate { name: "ledger".into(), ..Default::default() }).await?;
        /// let request = WriteJwtTemplate { name: "ledger".into(), lifetime: Some(300), ..WriteJwtTemplate::default() };
        /// let template = client.jwt_templates().update(made.id, request).await?;
        /// assert_eq!(template.lifetime, 300);
        /// # Ok(()) });
        /// ```
        update(template_id: JwtTemplateId): Patch "/jwt_templates/{template_id}", WriteJwtTemplate -> JwtTemplate;
        /// Deletes a JWT template.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let made = client.jwt_templates().create(housekey_sdk::WriteJwtTemplate { name: "ledger".into(), ..Default::default() }).await?;
        /// let gone = client.jwt_templates().delete(made.id).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(template_id: JwtTemplateId): Delete "/jwt_templates/{template_id}" -> DeletedObject;
    }
    with ListJwtTemplates, WriteJwtTemplate
}

/// Query parameters for listing templates.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListJwtTemplates {
    /// Whether to return `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// A JWT template to create or replace.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WriteJwtTemplate {
    /// Name under which tokens are requested; unique within the instance.
    pub name: String,
    /// The claims, with shortcodes such as `{{user.id}}`.
    pub claims: Metadata,
    /// Token lifetime in seconds: 30 to 315360000, 60 by default.
    pub lifetime: Option<i64>,
    /// Seconds subtracted from `nbf`: 0 to 300, 5 by default.
    pub allowed_clock_skew: Option<i64>,
    /// Whether tokens are signed with `signing_key` instead of the instance's key.
    pub custom_signing_key: Option<bool>,
    /// The algorithm of `signing_key`: `HS256`, `RS256`, `ES256` …
    pub signing_algorithm: Option<String>,
    /// The signing key: a secret for HS algorithms, otherwise a private key in PEM. Never returned.
    pub signing_key: Option<Secret>,
}
