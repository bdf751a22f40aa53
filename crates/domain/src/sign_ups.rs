//! Sign-ups in progress.
//!
//! A sign-up collects a person's data, verifies it, and results in a user: through a page of this server, or any other
//! interface that uses these rules.

mod complete;
mod create;
mod verify;

use housekey_contract::backend::sign_ups::UpdateSignUp;
use housekey_contract::object::SignUpStatus;
use housekey_contract::{Millis, SignUpId};
use housekey_store::Tx;
use housekey_store::identifications::{self, Kind};
use housekey_store::instances::{Requirement, SignUpSettings};
use housekey_store::sign_ups::{self, IdentifierProof, SignUpRecord};

use crate::error::{Code, Error, Result, not_found, refused, taken};
use crate::identifiers;

pub use complete::{Completed, complete, note_session};
pub use create::{Applicant, NewSignUp, create};
pub use verify::{attempt_code, new_code, send_code};

/// What is proved by a code before a sign-up can be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provable {
    /// The email address.
    EmailAddress,
    /// The phone number.
    PhoneNumber,
}

impl Provable {
    /// The name of the field.
    pub const fn field(self) -> &'static str {
        match self {
            Self::EmailAddress => "email_address",
            Self::PhoneNumber => "phone_number",
        }
    }

    /// What was given.
    fn value(self, sign_up: &SignUpRecord) -> Option<&String> {
        match self {
            Self::EmailAddress => sign_up.email_address.as_ref(),
            Self::PhoneNumber => sign_up.phone_number.as_ref(),
        }
    }

    /// How far its verification has come.
    fn proof(self, sign_up: &mut SignUpRecord) -> &mut Option<IdentifierProof> {
        match self {
            Self::EmailAddress => &mut sign_up.email_proof,
            Self::PhoneNumber => &mut sign_up.phone_proof,
        }
    }
}

/// The sign-up with this id.
pub fn get(tx: &mut Tx<'_>, id: &SignUpId) -> Result<SignUpRecord> {
    sign_ups::find(tx, id)?.ok_or_else(|| not_found("sign-up", id.as_str()))
}

/// The status of a sign-up at `now`, which includes abandonment.
pub fn status(sign_up: &SignUpRecord, now: Millis) -> SignUpStatus {
    match &sign_up.status {
        SignUpStatus::MissingRequirements if sign_up.abandon_at <= now => SignUpStatus::Abandoned,
        status => status.clone(),
    }
}

/// Required fields that are still missing.
pub fn missing_fields(settings: &SignUpSettings, sign_up: &SignUpRecord) -> Vec<&'static str> {
    settings.fields(Requirement::Required).filter(|field| !is_given(sign_up, field)).collect()
}

fn is_given(sign_up: &SignUpRecord, field: &str) -> bool {
    match field {
        "email_address" => sign_up.email_address.is_some(),
        "phone_number" => sign_up.phone_number.is_some(),
        "username" => sign_up.username.is_some(),
        "password" => sign_up.password_enabled,
        "first_name" => sign_up.first_name.is_some(),
        "last_name" => sign_up.last_name.is_some(),
        _ => false,
    }
}

/// Fields that still have to be verified.
pub fn unverified_fields(sign_up: &SignUpRecord) -> Vec<&'static str> {
    let proofs =
        [(Provable::EmailAddress, &sign_up.email_proof), (Provable::PhoneNumber, &sign_up.phone_proof)];
    let is_open = |(what, proof): &(Provable, &Option<IdentifierProof>)| {
        what.value(sign_up).is_some() && !proof.as_ref().is_some_and(|proof| proof.verified)
    };
    proofs.into_iter().filter(is_open).map(|(what, _)| what.field()).collect()
}

/// Updates the fields that the application's backend may change.
pub fn update(tx: &mut Tx<'_>, id: &SignUpId, request: &UpdateSignUp) -> Result<SignUpRecord> {
    let mut sign_up = unfinished(tx, id)?;
    if let Some(external_id) = request.external_id.clone().change() {
        let external_id = external_id.filter(|id| !id.trim().is_empty());
        sign_up.external_id = external_id.map(|id| identifiers::external_id(&id)).transpose()?;
        if let Some(external_id) = &sign_up.external_id
            && identifications::owner(tx, Kind::ExternalId, external_id)?.is_some()
        {
            return Err(taken("external_id"));
        }
    }
    if let Some(custom_action) = request.custom_action.clone().change() {
        sign_up.custom_action = custom_action.unwrap_or_default();
    }
    save(tx, sign_up)
}

/// The sign-up with this id, if still in progress.
fn unfinished(tx: &mut Tx<'_>, id: &SignUpId) -> Result<SignUpRecord> {
    let sign_up = get(tx, id)?;
    match status(&sign_up, tx.now()) {
        SignUpStatus::MissingRequirements => Ok(sign_up),
        status => Err(finished(id, &status)),
    }
}

fn finished(id: &SignUpId, status: &SignUpStatus) -> Error {
    let long = format!("The sign-up {id} is {status} and can't be updated. Start a new one.");
    refused(Code::SignUpCannotBeUpdated, "sign-up can't be updated", long)
}

fn save(tx: &mut Tx<'_>, mut sign_up: SignUpRecord) -> Result<SignUpRecord> {
    sign_up.updated_at = tx.now();
    sign_ups::update(tx, &sign_up)?;
    Ok(sign_up)
}
