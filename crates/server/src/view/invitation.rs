use housekey_contract::object::{
    Invitation, InvitationStatus, SignUp, SignUpStatus, SignUpVerification, SignUpVerificationAction,
    SignUpVerifications, WaitlistEntry,
};
use housekey_domain::waitlist_entries::Waiting;
use housekey_domain::{invitations, sign_ups};
use housekey_store::instances::Requirement;
use housekey_store::invitations::InvitationRecord;
use housekey_store::sign_ups::{IdentifierProof, SignUpRecord};

use super::View;

impl View<'_> {
    /// Renders an invitation with its current status, without its link.
    pub fn invitation(&self, record: &InvitationRecord) -> Invitation {
        let status = invitations::status(record, self.now);
        Invitation {
            object: "invitation".into(),
            id: record.id.clone(),
            email_address: record.email_address.clone(),
            public_metadata: record.public_metadata.clone(),
            revoked: (status == InvitationStatus::Revoked).then_some(true),
            status,
            url: None,
            expires_at: Some(record.expires_at),
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }

    /// Renders a waitlist entry.
    pub fn waitlist_entry(&self, waiting: &Waiting) -> WaitlistEntry {
        let record = &waiting.entry;
        WaitlistEntry {
            object: "waitlist_entry".into(),
            id: record.id.clone(),
            email_address: record.email_address.clone(),
            status: record.status.clone(),
            // Bulk operations complete immediately.
            is_locked: false,
            created_at: record.created_at,
            updated_at: record.updated_at,
            invitation: waiting.invitation.as_ref().map(|invitation| self.invitation(invitation)),
        }
    }

    /// Renders a sign-up with its current status.
    pub fn sign_up(&self, record: &SignUpRecord) -> SignUp {
        let status = sign_ups::status(record, self.now);
        let owned = |fields: Vec<&str>| fields.into_iter().map(str::to_owned).collect();
        let is_complete = status == SignUpStatus::Complete;
        let asked = &self.instance.settings().sign_up;
        SignUp {
            object: "sign_up_attempt".into(),
            id: record.id.clone(),
            status,
            required_fields: owned(asked.fields(Requirement::Required).collect()),
            optional_fields: owned(asked.fields(Requirement::Optional).collect()),
            missing_fields: if is_complete {
                Vec::new()
            } else {
                owned(sign_ups::missing_fields(asked, record))
            },
            unverified_fields: owned(sign_ups::unverified_fields(record)),
            verifications: SignUpVerifications {
                email_address: record
                    .email_address
                    .as_ref()
                    .map(|_| self.proof("email_code", record.email_proof.as_ref())),
                phone_number: record
                    .phone_number
                    .as_ref()
                    .map(|_| self.proof("phone_code", record.phone_proof.as_ref())),
                ..SignUpVerifications::default()
            },
            username: record.username.clone(),
            email_address: record.email_address.clone(),
            phone_number: record.phone_number.clone(),
            web3_wallet: None,
            password_enabled: record.password_enabled,
            first_name: record.first_name.clone(),
            last_name: record.last_name.clone(),
            unsafe_metadata: record.unsafe_metadata.clone(),
            public_metadata: record.public_metadata.clone(),
            custom_action: record.custom_action,
            external_id: record.external_id.clone(),
            created_session_id: record.created_session_id.clone(),
            created_user_id: record.created_user_id.clone(),
            abandon_at: record.abandon_at,
            legal_accepted_at: record.legal_accepted_at,
            locale: record.locale.clone(),
            external_account: None,
        }
    }

    fn proof(&self, by: &str, proof: Option<&IdentifierProof>) -> SignUpVerification {
        let is_open = |proof: &IdentifierProof| proof.expire_at.is_some_and(|expire_at| expire_at > self.now);
        let (next_action, status) = match proof {
            None => (SignUpVerificationAction::NeedsPrepare, None),
            Some(proof) if proof.verified => (SignUpVerificationAction::Nothing, Some("verified")),
            Some(proof) if is_open(proof) => (SignUpVerificationAction::NeedsAttempt, Some("unverified")),
            Some(_) => (SignUpVerificationAction::NeedsPrepare, Some("expired")),
        };
        SignUpVerification {
            next_action,
            supported_strategies: vec![by.to_owned()],
            status: status.map(str::to_owned),
            strategy: proof.map(|proof| proof.strategy.as_str().to_owned()),
            attempts: proof.map(|proof| proof.attempts.into()),
            expire_at: proof.and_then(|proof| proof.expire_at),
        }
    }
}
