//! Authentication strategies.

use serde::{Deserialize, Serialize};

/// A strategy, as on the wire and in documents. Identity providers and wallets add their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Strategy {
    /// `password`
    Password,
    /// `email_code`
    EmailCode,
    /// `email_link`
    EmailLink,
    /// `phone_code`
    PhoneCode,
    /// `ticket`
    Ticket,
    /// `totp`
    Totp,
    /// `backup_code`
    BackupCode,
    /// `passkey`
    Passkey,
    /// `enterprise_sso`
    EnterpriseSso,
    /// `oauth_google` …
    OAuth(String),
    /// `web3_metamask_signature` …
    Web3(String),
    /// One that this version doesn't know.
    Other(String),
}

impl Strategy {
    /// The strategy as sent on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Password => "password",
            Self::EmailCode => "email_code",
            Self::EmailLink => "email_link",
            Self::PhoneCode => "phone_code",
            Self::Ticket => "ticket",
            Self::Totp => "totp",
            Self::BackupCode => "backup_code",
            Self::Passkey => "passkey",
            Self::EnterpriseSso => "enterprise_sso",
            Self::OAuth(text) | Self::Web3(text) | Self::Other(text) => text,
        }
    }
}

impl From<String> for Strategy {
    fn from(text: String) -> Self {
        match text.as_str() {
            "password" => Self::Password,
            "email_code" => Self::EmailCode,
            "email_link" => Self::EmailLink,
            "phone_code" => Self::PhoneCode,
            "ticket" => Self::Ticket,
            "totp" => Self::Totp,
            "backup_code" => Self::BackupCode,
            "passkey" => Self::Passkey,
            "enterprise_sso" => Self::EnterpriseSso,
            provider if provider.starts_with("oauth_") => Self::OAuth(text),
            wallet if wallet.starts_with("web3_") => Self::Web3(text),
            _ => Self::Other(text),
        }
    }
}

impl From<Strategy> for String {
    fn from(strategy: Strategy) -> Self {
        strategy.as_str().to_owned()
    }
}

impl Default for Strategy {
    /// No strategy, which stands for a missing field.
    fn default() -> Self {
        Self::Other(String::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_strategy_is_read_as_it_was_written() {
        for text in ["password", "email_code", "totp", "oauth_google", "web3_metamask_signature", "tomorrows"]
        {
            assert_eq!(Strategy::from(text.to_owned()).as_str(), text);
        }
        assert_eq!(Strategy::from("oauth_x".to_owned()), Strategy::OAuth("oauth_x".to_owned()));
    }
}
