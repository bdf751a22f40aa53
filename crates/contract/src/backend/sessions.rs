//! Sessions and their tokens.

#![cfg(feature = "sessions")]

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::enums::open_enum;
use crate::object::{Session, SessionRefresh, SessionStatus, Token};
use crate::rows::operations;
use crate::{ClientId, Listing, OrganizationId, Secret, SessionId, TemplateName, UserId};

operations! {
    /// The sessions of users, and their tokens.
    Sessions {
        /// Lists sessions, newest first. At least one of client and user should be given.
        list(): Get "/sessions", ListSessions -> Listing<Session>;
        /// Creates an active session for a user. For tests: production instances refuse it.
        create(): Post "/sessions", CreateSession -> Session;
        /// Gets a session.
        get(session_id: SessionId): Get "/sessions/{session_id}" -> Session;
        /// Mints a token for a session whose token has expired.
        refresh(session_id: SessionId): Post "/sessions/{session_id}/refresh", RefreshSession -> SessionRefresh;
        /// Ends a session, so that it can't be used any more.
        revoke(session_id: SessionId): Post "/sessions/{session_id}/revoke" -> Session;
        /// Verifies that a token belongs to an active session.
        #[deprecated = "verify the token itself; no network is needed"]
        verify(session_id: SessionId): Post "/sessions/{session_id}/verify", VerifySession -> Session;
        /// Mints a token for a session.
        create_token(session_id: SessionId): Post "/sessions/{session_id}/tokens", TokenOptions -> Token;
        /// Mints a token for a session, with the claims of a JWT template.
        create_token_from_template(session_id: SessionId, template_name: TemplateName): Post "/sessions/{session_id}/tokens/{template_name}", TokenOptions -> Token;
    }
}

/// Which sessions to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListSessions {
    /// Only those on this client.
    pub client_id: Option<ClientId>,
    /// Only those of this user.
    pub user_id: Option<UserId>,
    /// Only those of this status.
    pub status: Option<SessionStatus>,
    /// Whether to answer with `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// A new session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateSession {
    /// Whose it is.
    pub user_id: UserId,
    /// The organization that is active in it.
    pub active_organization_id: Option<OrganizationId>,
}

/// What proves that a session's token may be refreshed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RefreshSession {
    /// The expired token of the session.
    pub expired_token: Secret,
    /// The refresh token that came with it.
    pub refresh_token: Secret,
    /// The origin of the browser's request.
    pub request_origin: String,
    /// The headers of the browser's request, cookies and all.
    pub request_headers: Option<BTreeMap<String, Vec<Secret>>>,
    /// In which form to answer.
    pub format: Option<RefreshFormat>,
    /// The address that the browser's request came from.
    pub request_originating_ip: Option<String>,
}

open_enum! {
    /// In which form a refreshed token is answered.
    RefreshFormat {
        Token = "token",
        Cookie = "cookie",
    }
}

/// A token to verify.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerifySession {
    /// The session's token.
    pub token: Option<Secret>,
}

/// How a token is to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TokenOptions {
    /// For how many seconds it holds: 30 to 315360000; the instance's or the template's lifetime by default.
    pub expires_in_seconds: Option<i64>,
}
