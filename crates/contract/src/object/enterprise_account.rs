#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, Verification};
use crate::enums::open_enum;
use crate::{Metadata, Millis};

/// An account at an employer's identity provider.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnterpriseAccount {
    /// The account's id.
    pub id: String,
    /// Always `enterprise_account`.
    pub object: Kind,
    /// The protocol that the provider speaks.
    pub protocol: EnterpriseProtocol,
    /// The provider: `saml_okta` …
    pub provider: String,
    /// Whether the account can be used to sign in.
    pub active: bool,
    /// The e-mail address that the provider gave.
    pub email_address: String,
    /// Given name at the provider.
    pub first_name: Option<String>,
    /// Family name at the provider.
    pub last_name: Option<String>,
    /// The provider's own id of the user.
    pub provider_user_id: Option<String>,
    /// The connection's id.
    pub enterprise_connection_id: Option<String>,
    /// Free-form data.
    pub public_metadata: Metadata,
    /// How the account was verified.
    pub verification: Option<Verification>,
    /// The connection that it came through.
    pub enterprise_connection: Option<EnterpriseAccountConnection>,
    /// When the user last signed in with it.
    pub last_authenticated_at: Option<Millis>,
}

open_enum! {
    /// What an employer's identity provider speaks.
    EnterpriseProtocol {
        Oauth = "oauth",
        Saml = "saml",
    }
}

/// The connection to an employer's identity provider, as an account shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnterpriseAccountConnection {
    /// The connection's id.
    pub id: String,
    /// `saml` or `oauth`.
    pub protocol: String,
    /// The provider.
    pub provider: String,
    /// What the connection is called.
    pub name: String,
    /// Where its logo is served.
    pub logo_public_url: Option<String>,
    /// The first of `domains`.
    pub domain: String,
    /// The e-mail domains that it covers.
    pub domains: Vec<String>,
    /// Whether it is in service.
    pub active: bool,
    /// Whether names are taken over at every sign-in.
    pub sync_user_attributes: bool,
    /// Whether subdomains of `domains` are covered.
    pub allow_subdomains: bool,
    /// Whether the provider may start a sign-in.
    pub allow_idp_initiated: bool,
    /// Whether users may not add further identifications.
    pub disable_additional_identifications: bool,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// An account at a SAML identity provider; the former form of [`EnterpriseAccount`].
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
    /// The e-mail address that the provider gave.
    pub email_address: String,
    /// Given name at the provider.
    pub first_name: Option<String>,
    /// Family name at the provider.
    pub last_name: Option<String>,
    /// The provider's own id of the user.
    pub provider_user_id: Option<String>,
    /// When the user last signed in with it.
    pub last_authenticated_at: Option<Millis>,
    /// Free-form data.
    pub public_metadata: Metadata,
    /// How the account was verified.
    pub verification: Option<Verification>,
    /// The connection that it came through.
    pub saml_connection: Option<SamlAccountConnection>,
}

/// A SAML connection, as an account shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SamlAccountConnection {
    /// The connection's id.
    pub id: String,
    /// What the connection is called.
    pub name: String,
    /// The first of `domains`.
    pub domain: String,
    /// The e-mail domains that it covers.
    pub domains: Vec<String>,
    /// Whether it is in service.
    pub active: bool,
    /// The provider.
    pub provider: String,
    /// Whether names are taken over at every sign-in.
    pub sync_user_attributes: bool,
    /// Whether subdomains of `domains` are covered.
    pub allow_subdomains: bool,
    /// Whether the provider may start a sign-in.
    pub allow_idp_initiated: bool,
    /// Whether users may not add further identifications.
    pub disable_additional_identifications: bool,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}
