use serde::{Deserialize, Serialize};

/// The domain that an instance's users sign in on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrimaryDomain {
    /// Its name; none where it follows from the publishable key.
    pub name: Option<String>,
    /// The proxy in front of the Frontend API.
    pub proxy_url: Option<String>,
    /// Whether a subdomain in the name matters.
    pub is_secondary: bool,
}
