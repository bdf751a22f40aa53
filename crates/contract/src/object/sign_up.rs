#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{Metadata, Millis, SessionId, SignUpId, UserId};

/// A sign-up in progress.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUp {
    /// Always `sign_up_attempt`.
    pub object: Kind,
    /// The sign-up's id.
    pub id: SignUpId,
    /// Status of the sign-up.
    pub status: SignUpStatus,
    /// Fields that are required.
    pub required_fields: Vec<String>,
    /// Fields that are optional.
    pub optional_fields: Vec<String>,
    /// Required fields that are still missing.
    pub missing_fields: Vec<String>,
    /// Fields that still have to be verified.
    pub unverified_fields: Vec<String>,
    /// Status of each verification.
    pub verifications: SignUpVerifications,
    /// The username.
    pub username: Option<String>,
    /// Attribute holding the email address.
    pub email_address: Option<String>,
    /// The phone number.
    pub phone_number: Option<String>,
    /// The wallet address.
    pub web3_wallet: Option<String>,
    /// Whether a password is set.
    pub password_enabled: bool,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Copied to the user's unsafe metadata.
    pub unsafe_metadata: Metadata,
    /// Copied to the user's public metadata; set by an invitation.
    pub public_metadata: Metadata,
    /// Whether the application handles this sign-up with a custom flow.
    pub custom_action: bool,
    /// Copied to the user's external id.
    pub external_id: Option<String>,
    /// The session created when it was completed.
    pub created_session_id: Option<SessionId>,
    /// The user created when it was completed.
    pub created_user_id: Option<UserId>,
    /// When it is abandoned if not completed before.
    pub abandon_at: Millis,
    /// When the legal terms were accepted.
    pub legal_accepted_at: Option<Millis>,
    /// Preferred locale, as a BCP 47 tag.
    pub locale: Option<String>,
    /// An account at an identity provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_account: Option<Metadata>,
}

/// Status of each verification of a sign-up; null if none is needed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpVerifications {
    /// Verification of the email address.
    pub email_address: Option<SignUpVerification>,
    /// Verification of the phone number.
    pub phone_number: Option<SignUpVerification>,
    /// Verification of the wallet.
    pub web3_wallet: Option<SignUpVerification>,
    /// Verification of the account at an identity provider.
    pub external_account: Option<Metadata>,
}

/// Status of one verification of a sign-up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpVerification {
    /// The next step.
    pub next_action: SignUpVerificationAction,
    /// The available strategies: `email_code` …
    pub supported_strategies: Vec<String>,
    /// `verified`, `unverified`, `failed` or `expired`, once started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The strategy, once started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strategy: Option<String>,
    /// How many codes were tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<i64>,
    /// When the verification expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<Millis>,
}

open_enum! {
    /// Status of a sign-up.
    SignUpStatus {
        MissingRequirements = "missing_requirements",
        Complete = "complete",
        Abandoned = "abandoned",
    }

    /// The next step of a verification.
    SignUpVerificationAction {
        NeedsPrepare = "needs_prepare",
        NeedsAttempt = "needs_attempt",
        Nothing = "",
    }
}
