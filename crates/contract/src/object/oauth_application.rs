#![cfg(feature = "oauth")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{InstanceId, Millis, OAuthApplicationId, Secret};

/// An application that signs users in through this instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthApplication {
    /// Always `oauth_application`.
    pub object: Kind,
    /// The application's id.
    pub id: OAuthApplicationId,
    /// The instance whose users it signs in.
    pub instance_id: InstanceId,
    /// Display name, shown to users.
    pub name: String,
    /// The OAuth client id; public.
    pub client_id: String,
    /// The client secret. Returned only when it is created or rotated; empty for public clients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<Secret>,
    /// The application's home page.
    pub client_uri: Option<String>,
    /// URL of the application's image.
    pub client_image_url: Option<String>,
    /// Whether it was registered dynamically by the client itself.
    pub dynamically_registered: bool,
    /// Whether users are asked for consent.
    pub consent_screen_enabled: bool,
    /// Whether PKCE is required.
    pub pkce_required: bool,
    /// Whether it is a public client, which has no secret.
    pub public: bool,
    /// Allowed scopes, space-separated.
    pub scopes: String,
    /// The allowed redirect URIs.
    pub redirect_uris: Vec<String>,
    /// The first of `redirect_uris`, as named by older clients; empty if there are none.
    pub callback_url: String,
    /// The authorization endpoint.
    pub authorize_url: String,
    /// The token endpoint.
    pub token_fetch_url: String,
    /// The UserInfo endpoint.
    pub user_info_url: String,
    /// URL of the discovery document (OpenID Connect Discovery).
    pub discovery_url: String,
    /// The token introspection endpoint (RFC 7662).
    pub token_introspection_url: String,
    /// When the application was created.
    pub created_at: Millis,
    /// When the application was last updated.
    pub updated_at: Millis,
}

/// A valid access token issued to an OAuth application.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthApplicationAccessToken {
    /// Always `clerk_idp_oauth_access_token`.
    pub object: Kind,
    /// The token's id, not the token itself.
    pub id: String,
    /// The application's `client_id`.
    pub client_id: String,
    /// Always `oauth:access_token`.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The user.
    pub subject: String,
    /// The scopes of the token.
    pub scopes: Vec<String>,
    /// Whether it was revoked.
    pub revoked: bool,
    /// The reason it was revoked.
    pub revocation_reason: Option<String>,
    /// Whether it has expired.
    pub expired: bool,
    /// When it expires.
    pub expiration: Option<Millis>,
    /// Always false if present: set for expired JWT access tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}
