#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, Verification};
use crate::{ExternalAccountId, IdentificationId, Metadata, Millis, Secret};

/// An account at an identity provider, linked to a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExternalAccount {
    /// `external_account`; `google_account` or `facebook_account` for the two oldest providers.
    pub object: Kind,
    /// The linked account's id.
    pub id: ExternalAccountId,
    /// The provider: `oauth_github` …
    pub provider: String,
    /// The identification it represents.
    pub identification_id: IdentificationId,
    /// The user's id at the provider.
    pub provider_user_id: String,
    /// The scopes the user granted, space-separated.
    pub approved_scopes: String,
    /// The email address reported by the provider.
    pub email_address: String,
    /// Whether the provider reports the email address as verified.
    pub email_address_verified: Option<bool>,
    /// The first name reported by the provider.
    pub first_name: String,
    /// The last name reported by the provider.
    pub last_name: String,
    /// Former name of `image_url`.
    pub avatar_url: String,
    /// URL of the user's profile image at the provider.
    pub image_url: Option<String>,
    /// The username at the provider.
    pub username: Option<String>,
    /// The phone number reported by the provider.
    pub phone_number: Option<String>,
    /// Free-form data.
    pub public_metadata: Metadata,
    /// Distinguishes several accounts at the same provider.
    pub label: Option<String>,
    /// When the account was linked.
    pub created_at: Millis,
    /// When the link was last updated.
    pub updated_at: Millis,
    /// Verification of the account.
    pub verification: Option<Verification>,
}

/// An access token for calling an identity provider on behalf of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthAccessToken {
    /// Always `oauth_access_token`.
    pub object: Kind,
    /// The linked account.
    pub external_account_id: ExternalAccountId,
    /// The user's id at the provider.
    pub provider_user_id: String,
    /// The token.
    pub token: Secret,
    /// When the token expires; null if never.
    pub expires_at: Option<Millis>,
    /// The provider: `oauth_github` …
    pub provider: String,
    /// Free-form data.
    pub public_metadata: Metadata,
    /// Distinguishes several accounts at the same provider.
    pub label: Option<String>,
    /// The scopes of the token.
    pub scopes: Vec<String>,
    /// The OpenID Connect ID token that was issued with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<Secret>,
    /// The secret of an OAuth 1.0a token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_secret: Option<Secret>,
}
