#![cfg(feature = "saml")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{Millis, OrganizationId, SamlConnectionId};

/// A connection to an identity provider that speaks SAML.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SamlConnection {
    /// Always `saml_connection`.
    pub object: Kind,
    /// The connection's id.
    pub id: SamlConnectionId,
    /// What it is called.
    pub name: String,
    /// The first of `domains`.
    pub domain: String,
    /// The e-mail domains whose users sign in through it.
    pub domains: Vec<String>,
    /// The provider's entity id.
    pub idp_entity_id: Option<String>,
    /// Where the provider lets users sign in.
    pub idp_sso_url: Option<String>,
    /// The certificate that the provider signs with: DER in base64.
    pub idp_certificate: Option<String>,
    /// From when on the certificate holds.
    pub idp_certificate_issued_at: Option<Millis>,
    /// Until when the certificate holds.
    pub idp_certificate_expires_at: Option<Millis>,
    /// Where the provider's metadata came from.
    pub idp_metadata_url: Option<String>,
    /// The provider's metadata, as it was given.
    pub idp_metadata: Option<String>,
    /// Where the provider sends its answers.
    pub acs_url: String,
    /// The entity id that the provider knows this server by.
    pub sp_entity_id: String,
    /// Where the provider finds this server's metadata.
    pub sp_metadata_url: String,
    /// The organization that users of the connection join.
    pub organization_id: Option<OrganizationId>,
    /// What the provider's attributes are called.
    pub attribute_mapping: SamlAttributeMapping,
    /// Whether it is in service.
    pub active: bool,
    /// What kind of provider it is: a [`SamlProvider`], or what it was called elsewhere.
    pub provider: String,
    /// How many users have signed in through it.
    pub user_count: u64,
    /// Whether names are taken over at every sign-in.
    pub sync_user_attributes: bool,
    /// Whether subdomains of `domains` are covered.
    pub allow_subdomains: bool,
    /// Whether the provider may start a sign-in.
    pub allow_idp_initiated: bool,
    /// Whether users may not add further identifications.
    pub disable_additional_identifications: bool,
    /// Whether accounts may be linked by membership of the organization.
    pub allow_organization_account_linking: bool,
    /// Whether users must sign in at the provider each time.
    pub force_authn: bool,
    /// What the provider is told of who is about to sign in.
    pub login_hint: SamlLoginHint,
    /// The same connection by its newer name.
    pub enterprise_connection_id: Option<String>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
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

    /// How the provider is told who is about to sign in.
    SamlLoginHintMode {
        EmailAddress = "email_address",
        CustomAttribute = "custom_attribute",
        Off = "off",
    }
}

/// What a provider calls the attributes of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SamlAttributeMapping {
    /// The user's id at the provider.
    pub user_id: String,
    /// The e-mail address.
    pub email_address: String,
    /// The given name.
    pub first_name: String,
    /// The family name.
    pub last_name: String,
}

/// What a provider is told of who is about to sign in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SamlLoginHint {
    /// What it is.
    pub mode: SamlLoginHintMode,
    /// The key of the user's public metadata, where the mode is `custom_attribute`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}
