//! People on the way to becoming users.

use housekey_contract::object::SignUpStatus;
use housekey_contract::{
    InvitationId, Metadata, Millis, OrganizationInvitationId, SessionId, SignUpId, UserId,
};
use serde::{Deserialize, Serialize};

use crate::credentials::PasswordRecord;
use crate::tx::{document, to_document};
use crate::{StoreError, Tx};

/// A sign-up as it is stored. One that is not complete may have been abandoned by the passing of time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpRecord {
    /// The sign-up's id.
    pub id: SignUpId,
    /// How far it has come, apart from its time.
    pub status: SignUpStatus,
    /// The e-mail address.
    pub email_address: Option<String>,
    /// How the e-mail address is proved.
    pub email_proof: Option<EmailProof>,
    /// A name to sign in with.
    pub username: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Preferred language.
    pub locale: Option<String>,
    /// Whether there is a password among the secrets.
    pub password_enabled: bool,
    /// Becomes the user's unsafe metadata.
    pub unsafe_metadata: Metadata,
    /// Becomes the user's public metadata.
    pub public_metadata: Metadata,
    /// Becomes the user's external id.
    pub external_id: Option<String>,
    /// Whether the application does something of its own with it.
    pub custom_action: bool,
    /// When the legal terms were accepted.
    pub legal_accepted_at: Option<Millis>,
    /// The invitation that it answers.
    pub invitation_id: Option<InvitationId>,
    /// The invitation to an organization that it answers.
    pub organization_invitation_id: Option<OrganizationInvitationId>,
    /// The user whom it ended in.
    pub created_user_id: Option<UserId>,
    /// The session that it ended in.
    pub created_session_id: Option<SessionId>,
    /// When it is given up if it is not completed.
    pub abandon_at: Millis,
    /// When it was begun.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// How far the proof of an e-mail address has come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailProof {
    /// By what means: `email_code` or `ticket`.
    pub strategy: String,
    /// Whether it is completed.
    pub verified: bool,
    /// How many codes were tried.
    pub attempts: u32,
    /// Until when the code holds.
    pub expire_at: Option<Millis>,
}

/// What a sign-up knows that nobody may see.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpSecrets {
    /// The password's digest.
    pub password: Option<PasswordRecord>,
    /// The code that was sent, sealed.
    pub sealed_code: Option<String>,
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
pub fn find(tx: &mut Tx<'_>, id: &SignUpId) -> Result<Option<SignUpRecord>, StoreError> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// What the sign-up with this id knows that nobody may see.
pub fn secrets(tx: &mut Tx<'_>, id: &SignUpId) -> Result<SignUpSecrets, StoreError> {
    Ok(tx.one(SECRETS, &[id.as_str().into()], document)?.unwrap_or_default())
}

/// Adds a sign-up.
pub fn insert(tx: &mut Tx<'_>, sign_up: &SignUpRecord, secrets: &SignUpSecrets) -> Result<(), StoreError> {
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
pub fn update(tx: &mut Tx<'_>, sign_up: &SignUpRecord) -> Result<(), StoreError> {
    let document = to_document(sign_up)?;
    tx.execute(UPDATE, &[sign_up.id.as_str().into(), document.as_str().into()]).map(drop)
}

/// Saves what a sign-up knows that nobody may see.
pub fn save_secrets(tx: &mut Tx<'_>, id: &SignUpId, secrets: &SignUpSecrets) -> Result<(), StoreError> {
    let secrets = to_document(secrets)?;
    tx.execute(UPDATE_SECRETS, &[id.as_str().into(), secrets.as_str().into()]).map(drop)
}
