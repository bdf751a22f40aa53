use housekey_contract::object::{OAuthApplication, OAuthApplicationAccessToken};
use housekey_domain::oauth::Access;
use housekey_store::oauth_applications::OAuthApplicationRecord;

use super::View;
use crate::issuer::Issuer;

impl View<'_> {
    /// Renders an OAuth application, without its secret.
    pub fn oauth_application(&self, record: &OAuthApplicationRecord, issuer: &Issuer) -> OAuthApplication {
        OAuthApplication {
            object: "oauth_application".into(),
            id: record.id.clone(),
            instance_id: self.instance.id().clone(),
            name: record.name.clone(),
            client_id: record.client_id.clone(),
            client_secret: None,
            client_uri: record.client_uri.clone(),
            client_image_url: record.client_image_url.clone(),
            dynamically_registered: record.dynamically_registered,
            consent_screen_enabled: record.consent_screen_enabled,
            pkce_required: record.pkce_required || record.public,
            public: record.public,
            scopes: record.scopes.join(" "),
            redirect_uris: record.redirect_uris.clone(),
            callback_url: record.redirect_uris.first().cloned().unwrap_or_default(),
            authorize_url: issuer.authorize_url(),
            token_fetch_url: issuer.token_url(),
            user_info_url: issuer.user_info_url(),
            discovery_url: issuer.discovery_url(),
            token_introspection_url: issuer.introspection_url(),
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

/// Renders an OAuth access token.
pub(crate) fn oauth_access_token(access: &Access) -> OAuthApplicationAccessToken {
    let token = &access.token;
    OAuthApplicationAccessToken {
        object: "clerk_idp_oauth_access_token".into(),
        id: token.id.clone(),
        client_id: access.application.client_id.clone(),
        kind: "oauth:access_token".into(),
        subject: access.user.id.to_string(),
        scopes: token.scopes.clone(),
        revoked: false,
        revocation_reason: None,
        expired: false,
        expiration: Some(token.expires_at),
        active: None,
        created_at: token.created_at,
        updated_at: token.created_at,
    }
}
