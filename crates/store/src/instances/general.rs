use serde::{Deserialize, Serialize};

/// Miscellaneous settings of an instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct General {
    /// Whether test addresses and numbers accept a fixed code and receive no messages; by default in development only.
    pub test_mode: Option<bool>,
    /// Whether breached passwords are rejected.
    pub hibp: bool,
    /// Whether emails are sent from the server's own address, ignoring the sender names of the instance and its
    /// templates.
    pub enhanced_email_deliverability: bool,
    /// Local part of the sender address for emails.
    pub from_email_address: Option<String>,
    /// The support address shown to users.
    pub support_email: Option<String>,
    /// The version of the browser library.
    pub clerk_js_version: Option<String>,
    /// Origin of the application in development.
    pub development_origin: Option<String>,
    /// Origins from which the Frontend API is called, besides the domains.
    pub allowed_origins: Vec<String>,
    /// Whether development sessions are synced through URLs; `None` for the environment's default.
    pub url_based_session_syncing: Option<bool>,
    /// Preferred first method if a password is required: `password` or `otp`.
    pub preferred_sign_in_strategy: Option<String>,
    /// Whether sign-ups collect requirements step by step; `None` for the default.
    pub progressive_sign_up: Option<bool>,
}
