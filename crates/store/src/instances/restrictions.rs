use serde::{Deserialize, Serialize};

/// Sign-up restrictions of an instance. The lists themselves are separate tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Restrictions {
    /// The sign-up mode.
    pub sign_up_mode: SignUpMode,
    /// Whether only identifiers on the allowlist may sign up.
    pub allowlist: bool,
    /// Whether identifiers on the blocklist may not sign up.
    pub blocklist: bool,
    /// Whether the lists don't apply to sign-ins.
    pub allowlist_blocklist_disabled_on_sign_in: bool,
    /// Whether addresses with `+`, `=` or `#` before the `@` are refused.
    pub block_email_subaddresses: bool,
    /// Whether addresses of disposable email providers are rejected.
    pub block_disposable_email_domains: bool,
    /// Whether `j.smith@gmail.com` is rejected if `jsmith@gmail.com` has an account.
    pub ignore_dots_for_gmail_addresses: bool,
}

impl Default for Restrictions {
    fn default() -> Self {
        Self {
            sign_up_mode: SignUpMode::Public,
            allowlist: false,
            blocklist: false,
            allowlist_blocklist_disabled_on_sign_in: true,
            block_email_subaddresses: false,
            block_disposable_email_domains: false,
            ignore_dots_for_gmail_addresses: false,
        }
    }
}

/// The sign-up mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignUpMode {
    /// Anyone may sign up.
    #[default]
    Public,
    /// By invitation only.
    Restricted,
    /// By invitation only; others can join the waitlist.
    Waitlist,
}
