#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{ApiError, Millis};

/// The verification of an identification; one shape for all kinds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Verification {
    /// Status of the verification.
    pub status: VerificationStatus,
    /// The strategy.
    pub strategy: VerificationStrategy,
    /// Number of attempts.
    pub attempts: Option<i64>,
    /// When the verification expires.
    pub expire_at: Option<Millis>,
    /// The client on which it was completed.
    pub verified_at_client: Option<String>,
    /// How a code was sent: `sms` or `whatsapp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The nonce that a wallet or passkey has to sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// The message that contains the nonce.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// URL where the user completes it at an identity provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_verification_redirect_url: Option<String>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ApiError>,
    /// The type of verification: `verification_otp`, `verification_admin`, `verification_oauth` … Written last: older C# clients try
    /// the types in turn, and must reach a strategy that rules a type out before a field that the type doesn't know.
    pub object: Kind,
}

open_enum! {
    /// Status of a verification.
    VerificationStatus {
        Unverified = "unverified",
        Verified = "verified",
        Failed = "failed",
        Expired = "expired",
        Transferable = "transferable",
    }

    /// The strategy of a verification. Identity providers add their own: `oauth_google` …
    VerificationStrategy {
        Admin = "admin",
        EmailCode = "email_code",
        EmailLink = "email_link",
        GoogleOneTap = "google_one_tap",
        Passkey = "passkey",
        PhoneCode = "phone_code",
        ResetPasswordEmailCode = "reset_password_email_code",
        Saml = "saml",
        Scim = "scim",
        Ticket = "ticket",
        Web3BaseSignature = "web3_base_signature",
        Web3CoinbaseWalletSignature = "web3_coinbase_wallet_signature",
        Web3MetamaskSignature = "web3_metamask_signature",
        Web3OkxWalletSignature = "web3_okx_wallet_signature",
        Web3SolanaSignature = "web3_solana_signature",
    }
}
