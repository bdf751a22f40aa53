use serde::{Deserialize, Serialize};

/// The domain where an instance's users sign in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrimaryDomain {
    /// The host name; `None` if derived from the publishable key.
    pub name: Option<String>,
    /// URL of the proxy for the Frontend API.
    pub proxy_url: Option<String>,
    /// Whether a subdomain in the name is kept.
    pub is_secondary: bool,
}
