//! Connections to SAML identity providers.

#![cfg(feature = "saml")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, SamlConnection, SamlLoginHintMode, SamlProvider};
use crate::rows::operations;
use crate::{OrganizationId, Page, Patch, SamlConnectionId};

operations! {
    /// Connections to SAML identity providers.
    SamlConnections {
        /// Lists connections, newest first by default.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListSamlConnections;
        ///
        /// # server.saml_connection().await;
        /// let connections = client.saml_connections().list(ListSamlConnections::default()).await?;
        /// assert_eq!(connections.data[0].name, "Okta");
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to replace it by enterprise connections"]
        list(): Get "/saml_connections", ListSamlConnections -> Page<SamlConnection>;
        /// Creates a connection.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::{CreateSamlConnection, SamlProvider};
        ///
        /// let request = CreateSamlConnection {
        ///     name: "Okta".into(),
        ///     domains: Some(vec!["engines.example.org".into()]),
        ///     provider: SamlProvider::Okta,
        ///     ..CreateSamlConnection::default()
        /// };
        /// let connection = client.saml_connections().create(request).await?;
        /// assert!(!connection.acs_url.is_empty() && !connection.active);
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to replace it by enterprise connections"]
        create(): Post "/saml_connections", CreateSamlConnection -> SamlConnection;
        /// Gets a connection.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let okta = server.saml_connection().await;
        /// let connection = client.saml_connections().get(okta).await?;
        /// assert_eq!(connection.domains, ["engines.example.org"]);
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to replace it by enterprise connections"]
        get(saml_connection_id: SamlConnectionId): Get "/saml_connections/{saml_connection_id}" -> SamlConnection;
        /// Updates the given fields of a connection and leaves the others unchanged.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdateSamlConnection;
        ///
        /// # let okta = server.saml_connection().await;
        /// let request = UpdateSamlConnection { allow_idp_initiated: Some(true), ..UpdateSamlConnection::default() };
        /// let connection = client.saml_connections().update(okta, request).await?;
        /// assert!(connection.allow_idp_initiated);
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to replace it by enterprise connections"]
        update(saml_connection_id: SamlConnectionId): Patch "/saml_connections/{saml_connection_id}", UpdateSamlConnection -> SamlConnection;
        /// Deletes a connection.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let okta = server.saml_connection().await;
        /// let gone = client.saml_connections().delete(okta).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to replace it by enterprise connections"]
        delete(saml_connection_id: SamlConnectionId): Delete "/saml_connections/{saml_connection_id}" -> DeletedObject;
    }
    with CreateSamlConnection, GiveSamlLoginHint, ListSamlConnections, MapSamlAttributes,
        UpdateSamlConnection
}

/// Query parameters for listing connections.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListSamlConnections {
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
    /// Only connections whose name contains this text (case-insensitive).
    pub query: Option<String>,
    /// `created_at`, `updated_at` or `name`, prefixed with `+` or `-`.
    pub order_by: Option<String>,
    /// Only connections of these organizations (at most 100); prefix with `-` to exclude.
    pub organization_id: Option<Vec<String>>,
}

/// The connection to create. Metadata takes precedence over the individual fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateSamlConnection {
    /// Display name.
    pub name: String,
    /// An email domain whose users sign in through this connection. Former way to set `domains`.
    pub domain: Option<String>,
    /// The email domains whose users sign in through this connection; each unique within the instance.
    pub domains: Option<Vec<String>>,
    /// The kind of identity provider.
    pub provider: SamlProvider,
    /// Entity id of the identity provider.
    pub idp_entity_id: Option<String>,
    /// Single sign-on URL of the identity provider.
    pub idp_sso_url: Option<String>,
    /// Signing certificate of the identity provider: PEM, or DER in base64.
    pub idp_certificate: Option<String>,
    /// URL of the identity provider's metadata, fetched by this request.
    pub idp_metadata_url: Option<String>,
    /// The identity provider's metadata, as XML.
    pub idp_metadata: Option<String>,
    /// The organization that users of this connection join.
    pub organization_id: Option<OrganizationId>,
    /// Maps the identity provider's attributes to user fields.
    pub attribute_mapping: Option<MapSamlAttributes>,
    /// Whether users must reauthenticate with the identity provider at every sign-in.
    pub force_authn: Option<bool>,
    /// The login hint sent to the identity provider.
    pub login_hint: Option<GiveSamlLoginHint>,
}

/// Names of the identity provider's attributes. Unset fields keep their value. `@clerk/backend` 1.x sends the names in camel
/// case.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MapSamlAttributes {
    /// Attribute holding the provider's user id.
    #[serde(alias = "userId")]
    pub user_id: Option<String>,
    /// Attribute holding the email address.
    #[serde(alias = "emailAddress")]
    pub email_address: Option<String>,
    /// Attribute holding the first name.
    #[serde(alias = "firstName")]
    pub first_name: Option<String>,
    /// Attribute holding the last name.
    #[serde(alias = "lastName")]
    pub last_name: Option<String>,
}

/// The login hint to send to the identity provider.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GiveSamlLoginHint {
    /// What to send.
    pub mode: SamlLoginHintMode,
    /// Key in the user's public metadata. Required if, and allowed only if, the mode is `custom_attribute`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Changes to a connection. Metadata takes precedence over the individual fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateSamlConnection {
    /// Display name.
    pub name: Option<String>,
    /// An email domain whose users sign in through this connection. Former way to set `domains`.
    pub domain: Option<String>,
    /// The email domains whose users sign in through this connection. Replaces the existing list.
    pub domains: Option<Vec<String>>,
    /// Entity id of the identity provider.
    pub idp_entity_id: Patch<String>,
    /// Single sign-on URL of the identity provider.
    pub idp_sso_url: Patch<String>,
    /// Signing certificate of the identity provider: PEM, or DER in base64.
    pub idp_certificate: Patch<String>,
    /// URL of the identity provider's metadata, fetched by this request.
    pub idp_metadata_url: Patch<String>,
    /// The identity provider's metadata, as XML.
    pub idp_metadata: Patch<String>,
    /// The organization that users of this connection join.
    pub organization_id: Patch<OrganizationId>,
    /// Maps the identity provider's attributes to user fields.
    pub attribute_mapping: Option<MapSamlAttributes>,
    /// Whether it is active.
    pub active: Option<bool>,
    /// Whether user attributes are synced at every sign-in.
    pub sync_user_attributes: Option<bool>,
    /// Whether subdomains of `domains` are included.
    pub allow_subdomains: Option<bool>,
    /// Whether sign-ins initiated by the identity provider are allowed.
    pub allow_idp_initiated: Option<bool>,
    /// Whether users can't add further identifications.
    pub disable_additional_identifications: Option<bool>,
    /// Whether accounts can be linked based on organization membership.
    pub allow_organization_account_linking: Option<bool>,
    /// Whether users must reauthenticate with the identity provider at every sign-in.
    pub force_authn: Option<bool>,
    /// The login hint sent to the identity provider.
    pub login_hint: Option<GiveSamlLoginHint>,
    /// Whether to delete conflicting verified organization domains when the connection is activated.
    pub consent_verified_domains_deletion: Option<bool>,
}
