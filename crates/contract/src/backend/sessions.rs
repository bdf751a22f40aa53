//! Sessions and their tokens.

#![cfg(feature = "sessions")]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::enums::open_enum;
use crate::object::{Session, SessionRefresh, SessionStatus, Token};
use crate::rows::operations;
use crate::{ClientId, Listing, OrganizationId, Secret, SessionId, TemplateName, UserId};

operations! {
    /// Sessions of users and their tokens.
    Sessions {
        /// Lists sessions, newest first. Filter by at least a client or a user.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListSessions;
        ///
        /// let request = ListSessions { user_id: Some("user_ada".into()), ..ListSessions::default() };
        /// let sessions = client.sessions().list(request).await?;
        /// assert_eq!(sessions.data[0].id, "sess_ada".into());
        /// # Ok(()) });
        /// ```
        list(): Get "/sessions", ListSessions -> Listing<Session>;
        /// Creates an active session for a user. For testing; production instances refuse it.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateSession;
        ///
        /// let request = CreateSession { user_id: "user_grace".into(), ..CreateSession::default() };
        /// let session = client.sessions().create(request).await?;
        /// assert_eq!(session.status.as_str(), "active");
        /// # Ok(()) });
        /// ```
        create(): Post "/sessions", CreateSession -> Session;
        /// Gets a session.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let session = client.sessions().get("sess_ada").await?;
        /// assert_eq!(session.user_id, "user_ada".into());
        /// # Ok(()) });
        /// ```
        get(session_id: SessionId): Get "/sessions/{session_id}" -> Session;
        /// Creates a new token for a session whose token has expired.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::RefreshSession;
        ///
        /// # let (expired_token, refresh_token) = server.presented().await;
        /// let request = RefreshSession {
        ///     expired_token,
        ///     refresh_token,
        ///     request_origin: "https://app.example.com".into(),
        ///     ..RefreshSession::default()
        /// };
        /// let refreshed = client.sessions().refresh("sess_ada", request).await?;
        /// assert!(refreshed.jwt.is_some());
        /// # Ok(()) });
        /// ```
        refresh(session_id: SessionId): Post "/sessions/{session_id}/refresh", RefreshSession -> SessionRefresh;
        /// Revokes a session, which ends it immediately.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let session = client.sessions().revoke("sess_ada").await?;
        /// assert_eq!(session.status.as_str(), "revoked");
        /// # Ok(()) });
        /// ```
        revoke(session_id: SessionId): Post "/sessions/{session_id}/revoke" -> Session;
        /// Verifies that a token belongs to an active session.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::{TokenOptions, VerifySession};
        ///
        /// let token = client.sessions().create_token("sess_ada", TokenOptions::default()).await?.jwt;
        /// let session = client.sessions().verify("sess_ada", VerifySession { token: Some(token) }).await?;
        /// assert_eq!(session.status.as_str(), "active");
        /// # Ok(()) });
        /// ```
        #[deprecated = "verify the token itself; no network is needed"]
        verify(session_id: SessionId): Post "/sessions/{session_id}/verify", VerifySession -> Session;
        /// Creates a token for a session.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::TokenOptions;
        ///
        /// let token = client.sessions().create_token("sess_ada", TokenOptions::default()).await?;
        /// let claims = client.verify_token(&token.jwt, &server.auth_options()).await?;
        /// assert_eq!(claims.sub, "user_ada");
        /// # Ok(()) });
        /// ```
        create_token(session_id: SessionId): Post "/sessions/{session_id}/tokens", TokenOptions -> Token;
        /// Creates a token for a session with the claims of a JWT template.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::TokenOptions;
        ///
        /// # let claims = serde_json::json!({ "desk": 7 }).as_object().cloned().unwrap_or_default();
        /// # let template = housekey_sdk::WriteJwtTemplate { name: "ledger".into(), claims, ..Default::default() };
        /// # client.jwt_templates().create(template).await?;
        /// let options = TokenOptions { expires_in_seconds: Some(300) };
        /// let token = client.sessions().create_token_from_template("sess_ada", "ledger", options).await?;
        /// assert_eq!(token.jwt.split('.').count(), 3);
        /// # Ok(()) });
        /// ```
        create_token_from_template(session_id: SessionId, template_name: TemplateName): Post "/sessions/{session_id}/tokens/{template_name}", TokenOptions -> Token;
    }
    with CreateSession, ListSessions, RefreshFormat, RefreshSession, TokenOptions, VerifySession
}

/// Query parameters for listing sessions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListSessions {
    /// Only sessions of this client.
    pub client_id: Option<ClientId>,
    /// Only sessions of this user.
    pub user_id: Option<UserId>,
    /// Only sessions with this status.
    pub status: Option<SessionStatus>,
    /// Whether to return `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The session to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateSession {
    /// The user it belongs to.
    pub user_id: UserId,
    /// The organization to make active.
    pub active_organization_id: Option<OrganizationId>,
}

/// The credentials that authorize refreshing a session's token.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RefreshSession {
    /// The session's expired token.
    pub expired_token: Secret,
    /// The refresh token that was issued with it.
    pub refresh_token: Secret,
    /// The origin of the browser's request.
    pub request_origin: String,
    /// The headers of the browser's request, including cookies.
    pub request_headers: Option<BTreeMap<String, Vec<Secret>>>,
    /// The response format.
    pub format: Option<RefreshFormat>,
    /// The IP address of the browser's request.
    pub request_originating_ip: Option<String>,
}

open_enum! {
    /// The format in which a refreshed token is returned.
    RefreshFormat {
        Token = "token",
        Cookie = "cookie",
    }
}

/// The token to verify.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifySession {
    /// The session's token.
    pub token: Option<Secret>,
}

/// Options for a new token.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TokenOptions {
    /// Lifetime in seconds: 30 to 315360000; the lifetime set by the instance or template by default.
    pub expires_in_seconds: Option<i64>,
}
