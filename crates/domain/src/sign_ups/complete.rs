use housekey_contract::backend::users::CreateUser;
use housekey_contract::object::{SignUpStatus, Verification, VerificationStatus, VerificationStrategy};
use housekey_contract::{SessionId, SignUpId};
use housekey_store::Tx;
use housekey_store::instances::Settings;
use housekey_store::sign_ups::{self, IdentifierProof, SignUpRecord, SignUpSecrets};
use housekey_store::users::UserRecord;

use super::create::admit;
use super::{get, missing_fields, save, unfinished, unverified_fields};
use crate::error::{Code, Problems, Result, missing, refused};
use crate::seal::MasterKey;
use crate::users::{self, NewUser};
use crate::{guests, invitations, waitlist_entries};

/// A completed sign-up.
#[derive(Clone, Debug)]
pub struct Completed {
    /// The sign-up.
    pub sign_up: SignUpRecord,
    /// The new user.
    pub user: UserRecord,
}

/// Creates the user of a sign-up that has everything it needs, and accepts its invitation, if any. This succeeds only
/// once.
pub fn complete(tx: &mut Tx<'_>, settings: &Settings, seal: &MasterKey, id: &SignUpId) -> Result<Completed> {
    let now = tx.now();
    let mut sign_up = unfinished(tx, id)?;
    missing_fields(&settings.sign_up, &sign_up).into_iter().map(missing).collect::<Problems>().refuse()?;
    if let Some(field) = unverified_fields(&sign_up).first() {
        let long = format!("{field} must be verified before the sign-up can be completed.");
        return Err(refused(Code::ResourceForbidden, "verification required", long));
    }
    // The lists may have changed since it was begun.
    admit(tx, settings, &sign_up)?;
    if let Some(invitation) = &sign_up.invitation_id {
        invitations::accept(tx, invitation)?;
    }
    let secrets = sign_ups::secrets(tx, id)?;
    let proofs = [&sign_up.email_proof, &sign_up.phone_proof].map(|proof| proof.as_ref().map(verification));
    let new = NewUser::check(request(&sign_up, secrets), settings, seal, now, tx.rng())?.with_proofs(proofs);
    let user = users::create(tx, &new)?;
    if let Some(invitation) = &sign_up.organization_invitation_id {
        guests::join(tx, invitation, &user.id)?;
    }
    if let Some(address) = &sign_up.email_address {
        waitlist_entries::complete(tx, address)?;
    }
    sign_ups::save_secrets(tx, id, &SignUpSecrets::default())?;
    sign_up.status = SignUpStatus::Complete;
    sign_up.created_user_id = Some(user.id.clone());
    Ok(Completed { sign_up: save(tx, sign_up)?, user })
}

/// Records the session of a completed sign-up.
pub fn note_session(tx: &mut Tx<'_>, id: &SignUpId, session: &SessionId) -> Result<SignUpRecord> {
    let mut sign_up = get(tx, id)?;
    sign_up.created_session_id = Some(session.clone());
    save(tx, sign_up)
}

/// The user of a sign-up. The password was hashed when it was set.
fn request(sign_up: &SignUpRecord, secrets: SignUpSecrets) -> CreateUser {
    let (password_digest, password_hasher) =
        secrets.password.map(|password| (password.digest.into(), password.hasher.as_str().into())).unzip();
    CreateUser {
        email_address: sign_up.email_address.clone().map(|address| vec![address]),
        phone_number: sign_up.phone_number.clone().map(|number| vec![number]),
        username: sign_up.username.clone(),
        first_name: sign_up.first_name.clone(),
        last_name: sign_up.last_name.clone(),
        locale: sign_up.locale.clone(),
        external_id: sign_up.external_id.clone(),
        unsafe_metadata: Some(sign_up.unsafe_metadata.clone()),
        public_metadata: Some(sign_up.public_metadata.clone()),
        password_digest,
        password_hasher,
        skip_restriction_checks: Some(true),
        ..CreateUser::default()
    }
}

/// The proof as it stands with the user's address or number.
fn verification(proof: &IdentifierProof) -> Verification {
    let strategy = VerificationStrategy::from(proof.strategy.as_str());
    let is_ticket = strategy == VerificationStrategy::Ticket;
    Verification {
        object: if is_ticket { "verification_ticket" } else { "verification_otp" }.into(),
        status: VerificationStatus::Verified,
        strategy,
        attempts: (!is_ticket).then_some(proof.attempts.into()),
        expire_at: proof.expire_at,
        ..Verification::default()
    }
}
