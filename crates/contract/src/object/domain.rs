#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{DomainId, Millis, ProxyCheckId};

/// A domain that an instance's applications run on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Domain {
    /// Always `domain`.
    pub object: Kind,
    /// The domain's id.
    pub id: DomainId,
    /// Its name, such as `example.com`.
    pub name: String,
    /// Whether it is a satellite, whose users sign in on the primary domain.
    pub is_satellite: bool,
    /// Where its Frontend API is.
    pub frontend_api_url: String,
    /// Where users manage their account; null for satellites.
    pub accounts_portal_url: Option<String>,
    /// The proxy in front of the Frontend API.
    pub proxy_url: Option<String>,
    /// Where the application runs while it is developed.
    pub development_origin: String,
    /// The names that must lead to this server; null where none must.
    pub cname_targets: Option<Vec<CNameTarget>>,
}

/// A name in DNS that leads to the server.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CNameTarget {
    /// The name.
    pub host: String,
    /// What its CNAME record must hold.
    pub value: String,
    /// Whether the domain does not work without it.
    pub required: bool,
}

/// What came of asking a proxy whether it leads to the Frontend API.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProxyCheck {
    /// Always `proxy_check`.
    pub object: Kind,
    /// The check's id.
    pub id: ProxyCheckId,
    /// The domain that the proxy is for.
    pub domain_id: DomainId,
    /// When the proxy was last asked.
    pub last_run_at: Option<Millis>,
    /// The proxy.
    pub proxy_url: String,
    /// Whether it leads to the Frontend API.
    pub successful: bool,
    /// When it was first asked.
    pub created_at: Millis,
    /// When the check last changed.
    pub updated_at: Millis,
}
