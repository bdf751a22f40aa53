#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, Verification};
use crate::{ExternalAccountId, IdentificationId, Metadata, Millis, Secret};

/// An account at an identity provider, linked to a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExternalAccount {
    /// `external_account`, or `google_account` or `facebook_account` for the eldest two.
    pub object: Kind,
    /// The linked account's id.
    pub id: ExternalAccountId,
    /// The provider: `oauth_github` …
    pub provider: String,
    /// The identification that it makes.
    pub identification_id: IdentificationId,
    /// The provider's own id of the user.
    pub provider_user_id: String,
    /// The scopes that the user granted, separated by spaces.
    pub approved_scopes: String,
    /// The e-mail address that the provider gave.
    pub email_address: String,
    /// Whether the provider says that the address is verified.
    pub email_address_verified: Option<bool>,
    /// Given name at the provider.
    pub first_name: String,
    /// Family name at the provider.
    pub last_name: String,
    /// The former name of `image_url`.
    pub avatar_url: String,
    /// The user's picture at the provider.
    pub image_url: Option<String>,
    /// The user's name at the provider.
    pub username: Option<String>,
    /// The phone number that the provider gave.
    pub phone_number: Option<String>,
    /// Free-form data.
    pub public_metadata: Metadata,
    /// What tells several accounts at one provider apart.
    pub label: Option<String>,
    /// When the account was linked.
    pub created_at: Millis,
    /// When the link last changed.
    pub updated_at: Millis,
    /// How the account was verified.
    pub verification: Option<Verification>,
}

/// A token with which to call an identity provider in the user's name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthAccessToken {
    /// Always `oauth_access_token`.
    pub object: Kind,
    /// The linked account.
    pub external_account_id: ExternalAccountId,
    /// The provider's own id of the user.
    pub provider_user_id: String,
    /// The token.
    pub token: Secret,
    /// Until when the token can be used; null when it does not expire.
    pub expires_at: Option<Millis>,
    /// The provider: `oauth_github` …
    pub provider: String,
    /// Free-form data.
    pub public_metadata: Metadata,
    /// What tells several accounts at one provider apart.
    pub label: Option<String>,
    /// What the token may be used for.
    pub scopes: Vec<String>,
    /// The OpenID Connect token that came with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<Secret>,
    /// The secret of an OAuth 1.0a token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_secret: Option<Secret>,
}
