#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{Metadata, Millis, SessionId, SignUpId, UserId};

/// Somebody on the way to becoming a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUp {
    /// Always `sign_up_attempt`.
    pub object: Kind,
    /// The sign-up's id.
    pub id: SignUpId,
    /// How far it has come.
    pub status: SignUpStatus,
    /// What must be given.
    pub required_fields: Vec<String>,
    /// What may be given.
    pub optional_fields: Vec<String>,
    /// What must be given and is not there yet.
    pub missing_fields: Vec<String>,
    /// What is there and must be proved yet.
    pub unverified_fields: Vec<String>,
    /// How far each proof has come.
    pub verifications: SignUpVerifications,
    /// A name to sign in with.
    pub username: Option<String>,
    /// The e-mail address.
    pub email_address: Option<String>,
    /// The phone number.
    pub phone_number: Option<String>,
    /// The wallet's address.
    pub web3_wallet: Option<String>,
    /// Whether there is a password.
    pub password_enabled: bool,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Becomes the user's unsafe metadata.
    pub unsafe_metadata: Metadata,
    /// Becomes the user's public metadata; an invitation brings it.
    pub public_metadata: Metadata,
    /// Whether the application does something of its own with it.
    pub custom_action: bool,
    /// Becomes the user's external id.
    pub external_id: Option<String>,
    /// The session that it ended in.
    pub created_session_id: Option<SessionId>,
    /// The user whom it ended in.
    pub created_user_id: Option<UserId>,
    /// When it is given up if it is not completed.
    pub abandon_at: Millis,
    /// When the legal terms were accepted.
    pub legal_accepted_at: Option<Millis>,
    /// Preferred language, as a BCP 47 tag.
    pub locale: Option<String>,
    /// An account at an identity provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_account: Option<Metadata>,
}

/// How far each proof of a sign-up has come; null where there is nothing to prove.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpVerifications {
    /// Of the e-mail address.
    pub email_address: Option<SignUpVerification>,
    /// Of the phone number.
    pub phone_number: Option<SignUpVerification>,
    /// Of the wallet.
    pub web3_wallet: Option<SignUpVerification>,
    /// Of the account at an identity provider.
    pub external_account: Option<Metadata>,
}

/// How far one proof of a sign-up has come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpVerification {
    /// What is to be done next.
    pub next_action: SignUpVerificationAction,
    /// By what means it can be made: `email_code` …
    pub supported_strategies: Vec<String>,
    /// `verified`, `unverified`, `failed` or `expired`, once it was begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// By what means it is made, once it was begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strategy: Option<String>,
    /// How many codes were tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<i64>,
    /// Until when it can be completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<Millis>,
}

open_enum! {
    /// How far a sign-up has come.
    SignUpStatus {
        MissingRequirements = "missing_requirements",
        Complete = "complete",
        Abandoned = "abandoned",
    }

    /// What is to be done next for a proof.
    SignUpVerificationAction {
        NeedsPrepare = "needs_prepare",
        NeedsAttempt = "needs_attempt",
        Nothing = "",
    }
}
