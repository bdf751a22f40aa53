#![cfg(feature = "oauth")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{InstanceId, Millis, OAuthApplicationId, Secret};

/// An application that signs people in with their accounts here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthApplication {
    /// Always `oauth_application`.
    pub object: Kind,
    /// The application's id.
    pub id: OAuthApplicationId,
    /// The instance whose people it signs in.
    pub instance_id: InstanceId,
    /// What people are told it is called.
    pub name: String,
    /// What it calls itself when it speaks OAuth; not secret.
    pub client_id: String,
    /// The secret, in answers that make one; empty for public applications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<Secret>,
    /// The application's home page.
    pub client_uri: Option<String>,
    /// The application's picture.
    pub client_image_url: Option<String>,
    /// Whether it registered itself.
    pub dynamically_registered: bool,
    /// Whether people are asked before it learns anything.
    pub consent_screen_enabled: bool,
    /// Whether it must prove each code's exchange by PKCE.
    pub pkce_required: bool,
    /// Whether it can't keep a secret, and so has none.
    pub public: bool,
    /// What it may ask for, separated by spaces.
    pub scopes: String,
    /// Where people may be sent back to.
    pub redirect_uris: Vec<String>,
    /// The first of `redirect_uris`, as older clients name it; empty where there is none.
    pub callback_url: String,
    /// Where people are sent to sign in.
    pub authorize_url: String,
    /// Where codes and refresh tokens are exchanged.
    pub token_fetch_url: String,
    /// Where an access token tells about its user.
    pub user_info_url: String,
    /// The document that names all of these (OpenID Connect Discovery).
    pub discovery_url: String,
    /// Where tokens are looked at (RFC 7662).
    pub token_introspection_url: String,
    /// When the application was made.
    pub created_at: Millis,
    /// When the application last changed.
    pub updated_at: Millis,
}

/// An access token that an application was given, and that holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OAuthApplicationAccessToken {
    /// Always `clerk_idp_oauth_access_token`.
    pub object: Kind,
    /// The token's id; not the token itself.
    pub id: String,
    /// The `client_id` of the application.
    pub client_id: String,
    /// Always `oauth:access_token`.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The user.
    pub subject: String,
    /// What the token may be used for.
    pub scopes: Vec<String>,
    /// Whether it was revoked.
    pub revoked: bool,
    /// Why it was.
    pub revocation_reason: Option<String>,
    /// Whether its time has passed.
    pub expired: bool,
    /// Until when it holds.
    pub expiration: Option<Millis>,
    /// Always false, where it is there: said of signed tokens that have expired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}
