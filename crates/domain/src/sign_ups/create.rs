use housekey_contract::object::SignUpStatus;
use housekey_contract::{Metadata, Millis, Secret, SignUpId};
use housekey_store::Tx;
use housekey_store::identifications::{self, Kind};
use housekey_store::instances::{Requirement, Settings, SignUpSettings};
use housekey_store::sign_ups::{self, IdentifierProof, SignUpRecord, SignUpSecrets};
use housekey_store::strategy::Strategy;
use rand::Rng;

use super::is_given;
use crate::error::{Code, Problems, Result, invalid, taken};
use crate::guests::Guest;
use crate::invitations::presented_by_id;
use crate::restrictions::{self, Entry, Identifier, is_open};
use crate::users::NewPassword;
use crate::{identifiers, metadata, random, text};

/// Lifetime of a sign-up in seconds: one day.
const LIFETIME: i64 = 24 * 60 * 60;

/// The data of a person who signs up.
#[derive(Clone, Default)]
pub struct Applicant {
    /// Their email address; for invitees, that of the invitation.
    pub email_address: Option<String>,
    /// Their phone number.
    pub phone_number: Option<String>,
    /// A name to sign in with.
    pub username: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Preferred locale.
    pub locale: Option<String>,
    /// The password in plaintext.
    pub password: Option<Secret>,
    /// Free-form data, writable by the frontend.
    pub unsafe_metadata: Metadata,
    /// Whether they accept the legal terms.
    pub legal_accepted: bool,
}

/// A validated sign-up; other records haven't been looked up yet.
#[derive(Clone, Debug)]
pub struct NewSignUp {
    record: SignUpRecord,
    secrets: SignUpSecrets,
}

impl NewSignUp {
    /// Validates the data and hashes the password. An invitation provides the verified email address and public
    /// metadata. Slow: call it outside a transaction.
    pub fn check(
        applicant: Applicant,
        settings: &SignUpSettings,
        guest: Option<&Guest>,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let mut problems = Problems::default();
        let mut record = SignUpRecord {
            id: SignUpId::from(random::id(rng, now, SignUpId::PREFIX)),
            status: SignUpStatus::MissingRequirements,
            legal_accepted_at: applicant.legal_accepted.then_some(now),
            abandon_at: now + Millis::from_seconds(LIFETIME),
            created_at: now,
            updated_at: now,
            ..SignUpRecord::default()
        };
        let address = given(applicant.email_address).map(|text| identifiers::email_address(&text));
        problems.keep(address.transpose().map(|address| record.email_address = address));
        let number = given(applicant.phone_number).map(|text| identifiers::phone_number(&text));
        problems.keep(number.transpose().map(|number| record.phone_number = number));
        let username = given(applicant.username).map(|text| identifiers::username(&text));
        problems.keep(username.transpose().map(|username| record.username = username));
        problems.keep(text::name("first_name", applicant.first_name).map(|name| record.first_name = name));
        problems.keep(text::name("last_name", applicant.last_name).map(|name| record.last_name = name));
        problems.keep(text::name("locale", applicant.locale).map(|locale| record.locale = locale));
        problems.keep(metadata::check("unsafe_metadata", &applicant.unsafe_metadata));
        record.unsafe_metadata = applicant.unsafe_metadata;
        if let Some(guest) = guest {
            answer(&mut record, guest);
        }
        let password = NewPassword { password: applicant.password, ..NewPassword::default() };
        let password = problems.keep(password.digest(&known(&record), rng)).flatten();
        let secrets = SignUpSecrets { password, ..SignUpSecrets::default() };
        record.password_enabled = secrets.password.is_some();
        for field in settings.fields(Requirement::Off).filter(|field| is_given(&record, field)) {
            let long = format!("{field} is not accepted at sign-up.");
            problems.keep::<()>(Err(invalid(Code::FormParamUnknown, field, "is unknown", long)));
        }
        problems.refuse()?;
        Ok(Self { record, secrets })
    }
}

/// Copies the data of an invitation.
fn answer(record: &mut SignUpRecord, guest: &Guest) {
    record.email_address = Some(guest.email_address().to_owned());
    record.email_proof =
        Some(IdentifierProof { strategy: Strategy::Ticket, verified: true, ..IdentifierProof::default() });
    record.public_metadata = guest.public_metadata();
    match guest {
        Guest::OfApplication(invitation) => record.invitation_id = Some(invitation.id.clone()),
        Guest::OfOrganization(invitation) => {
            record.organization_invitation_id = Some(invitation.id.clone());
        }
    }
}

fn given(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// What an attacker would try as the password.
fn known(record: &SignUpRecord) -> Vec<&str> {
    let known = [&record.email_address, &record.username, &record.first_name, &record.last_name];
    known.into_iter().flatten().map(String::as_str).collect()
}

/// Starts a sign-up, unless the instance's restrictions forbid it or an identifier is taken.
pub fn create(tx: &mut Tx<'_>, settings: &Settings, new: &NewSignUp) -> Result<SignUpRecord> {
    let record = &new.record;
    admit(tx, settings, record)?;
    if let Some(id) = &record.invitation_id {
        // It may have been revoked or accepted in the meantime.
        presented_by_id(tx, id)?;
    }
    let claims = [
        (Kind::EmailAddress, &record.email_address, "email_address"),
        (Kind::PhoneNumber, &record.phone_number, "phone_number"),
        (Kind::Username, &record.username, "username"),
    ];
    for (kind, value, param) in claims {
        if let Some(value) = value
            && identifications::owner(tx, kind, value)?.is_some()
        {
            return Err(taken(param));
        }
    }
    sign_ups::insert(tx, record, &new.secrets)?;
    Ok(record.clone())
}

/// Rejects sign-ups that the instance's restrictions don't allow.
pub(super) fn admit(tx: &mut Tx<'_>, settings: &Settings, record: &SignUpRecord) -> Result<()> {
    let invited = record.invitation_id.is_some() || record.organization_invitation_id.is_some();
    let entry = if invited { Entry::Invited } else { Entry::OnTheirOwn };
    let address = record.email_address.as_deref().map(Identifier::EmailAddress);
    let number = record.phone_number.as_deref().map(Identifier::PhoneNumber);
    is_open(&settings.restrictions, entry)?;
    for identifier in [address, number].into_iter().flatten() {
        restrictions::admit(tx, &settings.restrictions, identifier, entry)?;
    }
    Ok(())
}
