#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::{DomainId, Millis, ProxyCheckId};

/// A domain of an instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Domain {
    /// Always `domain`.
    pub object: Kind,
    /// The domain's id.
    pub id: DomainId,
    /// The host name, such as `example.com`.
    pub name: String,
    /// Whether it is a satellite domain, whose users sign in on the primary domain.
    pub is_satellite: bool,
    /// URL of its Frontend API.
    pub frontend_api_url: String,
    /// URL of the account portal; null for satellites.
    pub accounts_portal_url: Option<String>,
    /// URL of the proxy for the Frontend API.
    pub proxy_url: Option<String>,
    /// Origin of the application during development.
    pub development_origin: String,
    /// The CNAME records that must point to this server; null if none are required.
    pub cname_targets: Option<Vec<CNameTarget>>,
}

/// A CNAME record that points to the server.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CNameTarget {
    /// Name of the record.
    pub host: String,
    /// Required value of the record.
    pub value: String,
    /// Whether the domain requires this record.
    pub required: bool,
}

/// The result of checking a proxy for the Frontend API.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProxyCheck {
    /// Always `proxy_check`.
    pub object: Kind,
    /// The check's id.
    pub id: ProxyCheckId,
    /// The domain that the proxy serves.
    pub domain_id: DomainId,
    /// When the proxy was last checked.
    pub last_run_at: Option<Millis>,
    /// URL of the proxy.
    pub proxy_url: String,
    /// Whether the proxy forwards to the Frontend API.
    pub successful: bool,
    /// When the proxy was first checked.
    pub created_at: Millis,
    /// When the check was last updated.
    pub updated_at: Millis,
}
