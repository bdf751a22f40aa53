#![cfg(feature = "saml")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{Millis, OrganizationId, SamlConnectionId};

/// A connection to a SAML identity provider.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SamlConnection {
    /// Always `saml_connection`.
    pub object: Kind,
    /// The connection's id.
    pub id: SamlConnectionId,
    /// Display name.
    pub name: String,
    /// The first of `domains`.
    pub domain: String,
    /// The email domains whose users sign in through this connection.
    pub domains: Vec<String>,
    /// Entity id of the identity provider.
    pub idp_entity_id: Option<String>,
    /// Single sign-on URL of the identity provider.
    pub idp_sso_url: Option<String>,
    /// Signing certificate of the identity provider: DER in base64.
    pub idp_certificate: Option<String>,
    /// Start of the certificate's validity.
    pub idp_certificate_issued_at: Option<Millis>,
    /// End of the certificate's validity.
    pub idp_certificate_expires_at: Option<Millis>,
    /// URL that the identity provider's metadata was fetched from.
    pub idp_metadata_url: Option<String>,
    /// The identity provider's metadata, as provided.
    pub idp_metadata: Option<String>,
    /// The Assertion Consumer Service URL, where the identity provider sends its responses.
    pub acs_url: String,
    /// Entity id of this service provider.
    pub sp_entity_id: String,
    /// URL of this service provider's metadata.
    pub sp_metadata_url: String,
    /// The organization that users of this connection join.
    pub organization_id: Option<OrganizationId>,
    /// Maps the identity provider's attributes to user fields.
    pub attribute_mapping: SamlAttributeMapping,
    /// Whether it is active.
    pub active: bool,
    /// The kind of identity provider: a [`SamlProvider`], or its name elsewhere.
    pub provider: String,
    /// Number of users who signed in through this connection.
    pub user_count: u64,
    /// Whether user attributes are synced at every sign-in.
    pub sync_user_attributes: bool,
    /// Whether subdomains of `domains` are included.
    pub allow_subdomains: bool,
    /// Whether sign-ins initiated by the identity provider are allowed.
    pub allow_idp_initiated: bool,
    /// Whether users can't add further identifications.
    pub disable_additional_identifications: bool,
    /// Whether accounts can be linked based on organization membership.
    pub allow_organization_account_linking: bool,
    /// Whether users must reauthenticate with the identity provider at every sign-in.
    pub force_authn: bool,
    /// The login hint sent to the identity provider.
    pub login_hint: SamlLoginHint,
    /// Id of this connection under its newer name.
    pub enterprise_connection_id: Option<String>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}

open_enum! {
    /// A kind of identity provider.
    SamlProvider {
        Custom = "saml_custom",
        Okta = "saml_okta",
        Google = "saml_google",
        Microsoft = "saml_microsoft",
    }

    /// The kind of login hint sent to the identity provider.
    SamlLoginHintMode {
        EmailAddress = "email_address",
        CustomAttribute = "custom_attribute",
        Off = "off",
    }
}

/// Names of the identity provider's attributes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SamlAttributeMapping {
    /// Attribute holding the provider's user id.
    pub user_id: String,
    /// Attribute holding the email address.
    pub email_address: String,
    /// Attribute holding the first name.
    pub first_name: String,
    /// Attribute holding the last name.
    pub last_name: String,
}

/// The login hint sent to the identity provider.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SamlLoginHint {
    /// What to send.
    pub mode: SamlLoginHintMode,
    /// Key in the user's public metadata, if the mode is `custom_attribute`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}
