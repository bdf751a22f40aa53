use serde::{Deserialize, Serialize};

/// Who may sign up. What is on the lists is kept in tables of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Restrictions {
    /// How people come in at all.
    pub sign_up_mode: SignUpMode,
    /// Whether only those on the allowlist may sign up.
    pub allowlist: bool,
    /// Whether those on the blocklist may not sign up.
    pub blocklist: bool,
    /// Whether the lists leave those alone who have an account already.
    pub allowlist_blocklist_disabled_on_sign_in: bool,
    /// Whether addresses with `+`, `=` or `#` before the `@` are refused.
    pub block_email_subaddresses: bool,
    /// Whether addresses of services for throw-away mail are refused.
    pub block_disposable_email_domains: bool,
    /// Whether `j.smith@gmail.com` is refused where `jsmith@gmail.com` has an account.
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

/// How people come in at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignUpMode {
    /// Anybody may sign up.
    #[default]
    Public,
    /// Only who is invited.
    Restricted,
    /// Only who is invited; others may put themselves on the waitlist.
    Waitlist,
}
