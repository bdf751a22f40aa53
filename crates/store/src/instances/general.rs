use serde::{Deserialize, Serialize};

/// Settings of an instance that belong to no other group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct General {
    /// Whether test addresses and numbers get a fixed code and no message; none is the environment's default.
    pub test_mode: Option<bool>,
    /// Whether passwords that are known to have leaked are refused.
    pub hibp: bool,
    /// Whether mails come from the server's own address, whatever name the instance and its templates give it.
    pub enhanced_email_deliverability: bool,
    /// What stands before the `@` of the address that mails come from.
    pub from_email_address: Option<String>,
    /// The address that users are told to write to.
    pub support_email: Option<String>,
    /// The version of the browser library.
    pub clerk_js_version: Option<String>,
    /// Where the application runs while it is developed.
    pub development_origin: Option<String>,
    /// Origins, apart from the domains, that the Frontend API is called from.
    pub allowed_origins: Vec<String>,
    /// Whether sessions are passed on in URLs in development; none is the environment's default.
    pub url_based_session_syncing: Option<bool>,
    /// What to offer first where a password is required: `password` or `otp`.
    pub preferred_sign_in_strategy: Option<String>,
    /// Whether sign-ups ask for one thing after the other; none is the default.
    pub progressive_sign_up: Option<bool>,
}
