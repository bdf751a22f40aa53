#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, Verification};
use crate::enums::open_enum;
use crate::{Metadata, Millis};

/// An account at an enterprise identity provider.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnterpriseAccount {
    /// The account's id.
    pub id: String,
    /// Always `enterprise_account`.
    pub object: Kind,
    /// The protocol of the identity provider.
    pub protocol: EnterpriseProtocol,
    /// The provider: `saml_okta` …
    pub provider: String,
    /// Whether the account can be used to sign in.
    pub active: bool,
    /// The email address reported by the provider.
    pub email_address: String,
    /// The first name reported by the provider.
    pub first_name: Option<String>,
    /// The last name reported by the provider.
    pub last_name: Option<String>,
    /// The user's id at the provider.
    pub provider_user_id: Option<String>,
    /// The connection's id.
    pub enterprise_connection_id: Option<String>,
    /// Free-form data.
    pub public_metadata: Metadata,
    /// Verification of the account.
    pub verification: Option<Verification>,
    /// The connection it was created through.
    pub enterprise_connection: Option<EnterpriseAccountConnection>,
    /// When the user last signed in with it.
    pub last_authenticated_at: Option<Millis>,
}

open_enum! {
    /// The protocol of an enterprise identity provider.
    EnterpriseProtocol {
        Oauth = "oauth",
        Saml = "saml",
    }
}

/// An enterprise connection, as embedded in an account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnterpriseAccountConnection {
    /// The connection's id.
    pub id: String,
    /// `saml` or `oauth`.
    pub protocol: String,
    /// The provider.
    pub provider: String,
    /// Display name of the connection.
    pub name: String,
    /// URL of its logo.
    pub logo_public_url: Option<String>,
    /// The first of `domains`.
    pub domain: String,
    /// The email domains of the connection.
    pub domains: Vec<String>,
    /// Whether it is active.
    pub active: bool,
    /// Whether user attributes are synced at every sign-in.
    pub sync_user_attributes: bool,
    /// Whether subdomains of `domains` are included.
    pub allow_subdomains: bool,
    /// Whether sign-ins initiated by the identity provider are allowed.
    pub allow_idp_initiated: bool,
    /// Whether users can't add further identifications.
    pub disable_additional_identifications: bool,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}

/// An account at a SAML identity provider. Former representation of [`EnterpriseAccount`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SamlAccount {
    /// The account's id.
    pub id: String,
    /// Always `saml_account`.
    pub object: Kind,
    /// The provider: `saml_okta` …
    pub provider: String,
    /// Whether the account can be used to sign in.
    pub active: bool,
    /// The email address reported by the provider.
    pub email_address: String,
    /// The first name reported by the provider.
    pub first_name: Option<String>,
    /// The last name reported by the provider.
    pub last_name: Option<String>,
    /// The user's id at the provider.
    pub provider_user_id: Option<String>,
    /// When the user last signed in with it.
    pub last_authenticated_at: Option<Millis>,
    /// Free-form data.
    pub public_metadata: Metadata,
    /// Verification of the account.
    pub verification: Option<Verification>,
    /// The connection it was created through.
    pub saml_connection: Option<SamlAccountConnection>,
}

/// A SAML connection, as embedded in an account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SamlAccountConnection {
    /// The connection's id.
    pub id: String,
    /// Display name of the connection.
    pub name: String,
    /// The first of `domains`.
    pub domain: String,
    /// The email domains of the connection.
    pub domains: Vec<String>,
    /// Whether it is active.
    pub active: bool,
    /// The provider.
    pub provider: String,
    /// Whether user attributes are synced at every sign-in.
    pub sync_user_attributes: bool,
    /// Whether subdomains of `domains` are included.
    pub allow_subdomains: bool,
    /// Whether sign-ins initiated by the identity provider are allowed.
    pub allow_idp_initiated: bool,
    /// Whether users can't add further identifications.
    pub disable_additional_identifications: bool,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}
