//! Connections to identity providers that speak SAML.

#![cfg(feature = "saml")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, SamlConnection, SamlLoginHintMode, SamlProvider};
use crate::rows::operations;
use crate::{OrganizationId, Page, Patch, SamlConnectionId};

operations! {
    /// Connections to identity providers that speak SAML.
    SamlConnections {
        /// Lists connections, newest first unless `order_by` says otherwise.
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
        /// Changes the given fields of a connection and leaves the others alone.
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
}

/// Which connections to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListSamlConnections {
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
    /// Part of a name, in whichever case.
    pub query: Option<String>,
    /// `created_at`, `updated_at` or `name`, with `+` or `-` in front for the direction.
    pub order_by: Option<String>,
    /// Only connections of these organizations; with `-` in front, all but these. At most 100.
    pub organization_id: Option<Vec<String>>,
}

/// A new connection. What metadata says goes before the single fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateSamlConnection {
    /// What it is called.
    pub name: String,
    /// An e-mail domain whose users sign in through it; the former way to say `domains`.
    pub domain: Option<String>,
    /// The e-mail domains whose users sign in through it; unique within the instance.
    pub domains: Option<Vec<String>>,
    /// What kind of provider it is.
    pub provider: SamlProvider,
    /// The provider's entity id.
    pub idp_entity_id: Option<String>,
    /// Where the provider lets users sign in.
    pub idp_sso_url: Option<String>,
    /// The certificate that the provider signs with: PEM, or DER in base64.
    pub idp_certificate: Option<String>,
    /// Where the provider's metadata is; it is fetched now.
    pub idp_metadata_url: Option<String>,
    /// The provider's metadata: XML.
    pub idp_metadata: Option<String>,
    /// The organization that users of the connection join.
    pub organization_id: Option<OrganizationId>,
    /// What the provider's attributes are called.
    pub attribute_mapping: Option<MapSamlAttributes>,
    /// Whether users must sign in at the provider each time.
    pub force_authn: Option<bool>,
    /// What the provider is told of who is about to sign in.
    pub login_hint: Option<GiveSamlLoginHint>,
}

/// What a provider calls the attributes of a user; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MapSamlAttributes {
    /// The user's id at the provider.
    pub user_id: Option<String>,
    /// The e-mail address.
    pub email_address: Option<String>,
    /// The given name.
    pub first_name: Option<String>,
    /// The family name.
    pub last_name: Option<String>,
}

/// What a provider is to be told of who is about to sign in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GiveSamlLoginHint {
    /// What it is.
    pub mode: SamlLoginHintMode,
    /// The key of the user's public metadata: only, and always, where the mode is `custom_attribute`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Changes to a connection. What metadata says goes before the single fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateSamlConnection {
    /// What it is called.
    pub name: Option<String>,
    /// An e-mail domain whose users sign in through it; the former way to say `domains`.
    pub domain: Option<String>,
    /// The e-mail domains whose users sign in through it. Replaces the former ones.
    pub domains: Option<Vec<String>>,
    /// The provider's entity id.
    pub idp_entity_id: Patch<String>,
    /// Where the provider lets users sign in.
    pub idp_sso_url: Patch<String>,
    /// The certificate that the provider signs with: PEM, or DER in base64.
    pub idp_certificate: Patch<String>,
    /// Where the provider's metadata is; it is fetched now.
    pub idp_metadata_url: Patch<String>,
    /// The provider's metadata: XML.
    pub idp_metadata: Patch<String>,
    /// The organization that users of the connection join.
    pub organization_id: Patch<OrganizationId>,
    /// What the provider's attributes are called.
    pub attribute_mapping: Option<MapSamlAttributes>,
    /// Whether it is in service.
    pub active: Option<bool>,
    /// Whether names are taken over at every sign-in.
    pub sync_user_attributes: Option<bool>,
    /// Whether subdomains of `domains` are covered.
    pub allow_subdomains: Option<bool>,
    /// Whether the provider may start a sign-in.
    pub allow_idp_initiated: Option<bool>,
    /// Whether users may not add further identifications.
    pub disable_additional_identifications: Option<bool>,
    /// Whether accounts may be linked by membership of the organization.
    pub allow_organization_account_linking: Option<bool>,
    /// Whether users must sign in at the provider each time.
    pub force_authn: Option<bool>,
    /// What the provider is told of who is about to sign in.
    pub login_hint: Option<GiveSamlLoginHint>,
    /// Whether verified domains of organizations that would clash are deleted when the connection is put in service.
    pub consent_verified_domains_deletion: Option<bool>,
}
