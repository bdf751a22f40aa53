//! Sign-ups in progress.

use housekey_contract::object::SignUpStatus;
use housekey_contract::{
    InvitationId, Metadata, Millis, OrganizationInvitationId, SessionId, SignUpId, UserId,
};
use serde::{Deserialize, Serialize};

use crate::credentials::PasswordRecord;
use crate::sign_ins::OneTimeCode;
use crate::strategy::Strategy;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A stored sign-up. If incomplete, it may have been abandoned since.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpRecord {
    /// The sign-up's id.
    pub id: SignUpId,
    /// The status, disregarding expiry.
    pub status: SignUpStatus,
    /// The email address.
    pub email_address: Option<String>,
    /// Verification of the email address.
    pub email_proof: Option<IdentifierProof>,
    /// The phone number.
    pub phone_number: Option<String>,
    /// Verification of the phone number.
    pub phone_proof: Option<IdentifierProof>,
    /// How many codes were sent.
    pub codes_sent: u32,
    /// A username.
    pub username: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Preferred locale.
    pub locale: Option<String>,
    /// Whether a password is set.
    pub password_enabled: bool,
    /// Copied to the user's unsafe metadata.
    pub unsafe_metadata: Metadata,
    /// Copied to the user's public metadata.
    pub public_metadata: Metadata,
    /// Copied to the user's external id.
    pub external_id: Option<String>,
    /// Whether the application handles it with a custom flow.
    pub custom_action: bool,
    /// When the legal terms were accepted.
    pub legal_accepted_at: Option<Millis>,
    /// The invitation it accepts.
    pub invitation_id: Option<InvitationId>,
    /// The organization invitation it accepts.
    pub organization_invitation_id: Option<OrganizationInvitationId>,
    /// The user created by it.
    pub created_user_id: Option<UserId>,
    /// The session created by it.
    pub created_session_id: Option<SessionId>,
    /// When it is abandoned if not completed before.
    pub abandon_at: Millis,
    /// When it was started.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// The verification of an email address or phone number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdentifierProof {
    /// The strategy: `email_code`, `phone_code` or `ticket`.
    pub strategy: Strategy,
    /// Whether it is complete.
    pub verified: bool,
    /// Number of attempts.
    pub attempts: u32,
    /// When the code expires.
    pub expire_at: Option<Millis>,
}

/// The secrets of a sign-up.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpSecrets {
    /// The password digest.
    pub password: Option<PasswordRecord>,
    /// The code that was sent to the email address.
    pub email_code: Option<OneTimeCode>,
    /// The code that was sent to the phone number.
    pub phone_code: Option<OneTimeCode>,
}

impl std::fmt::Debug for SignUpSecrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignUpSecrets").finish_non_exhaustive()
    }
}

const INSERT: &str =
    "INSERT INTO sign_ups (instance_id, id, created_at, document, secrets) VALUES ($1, $2, $3, $4, $5)";
const UPDATE: &str = "UPDATE sign_ups SET document = $3 WHERE instance_id = $1 AND id = $2";
const UPDATE_SECRETS: &str = "UPDATE sign_ups SET secrets = $3 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM sign_ups WHERE instance_id = $1 AND id = $2";
const SECRETS: &str = "SELECT secrets FROM sign_ups WHERE instance_id = $1 AND id = $2";

/// The sign-up with this id.
pub fn find(tx: &mut Tx<'_>, id: &SignUpId) -> Result<Option<SignUpRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The secrets of a sign-up.
pub fn secrets(tx: &mut Tx<'_>, id: &SignUpId) -> Result<SignUpSecrets> {
    Ok(tx.one(SECRETS, &[id.as_str().into()], document)?.unwrap_or_default())
}

/// Adds a sign-up.
pub fn insert(tx: &mut Tx<'_>, sign_up: &SignUpRecord, secrets: &SignUpSecrets) -> Result<()> {
    let (document, secrets) = (to_document(sign_up)?, to_document(secrets)?);
    let params = [
        sign_up.id.as_str().into(),
        sign_up.created_at.0.into(),
        document.as_str().into(),
        secrets.as_str().into(),
    ];
    tx.execute(INSERT, &params).map(drop)
}

/// Saves a sign-up that is there already.
pub fn update(tx: &mut Tx<'_>, sign_up: &SignUpRecord) -> Result<()> {
    let document = to_document(sign_up)?;
    tx.execute(UPDATE, &[sign_up.id.as_str().into(), document.as_str().into()]).map(drop)
}

/// Saves the secrets of a sign-up.
pub fn save_secrets(tx: &mut Tx<'_>, id: &SignUpId, secrets: &SignUpSecrets) -> Result<()> {
    let secrets = to_document(secrets)?;
    tx.execute(UPDATE_SECRETS, &[id.as_str().into(), secrets.as_str().into()]).map(drop)
}
