#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{ApiError, Millis};

/// How something was proved to be the user's: one shape for every kind of proof.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Verification {
    /// The kind of proof: `verification_otp`, `verification_admin`, `verification_oauth` …
    pub object: Kind,
    /// How far it has come.
    pub status: VerificationStatus,
    /// By what means.
    pub strategy: VerificationStrategy,
    /// How many attempts were made.
    pub attempts: Option<i64>,
    /// Until when it can be completed.
    pub expire_at: Option<Millis>,
    /// The client that completed it.
    pub verified_at_client: Option<String>,
    /// How a code was sent: `sms` or `whatsapp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// What a wallet or passkey is to sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// The text around the nonce.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Where the user goes to complete it at an identity provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_verification_redirect_url: Option<String>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ApiError>,
}

open_enum! {
    /// How far a verification has come.
    VerificationStatus {
        Unverified = "unverified",
        Verified = "verified",
        Failed = "failed",
        Expired = "expired",
        Transferable = "transferable",
    }

    /// By what means a verification is made. Identity providers add their own: `oauth_google` …
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
