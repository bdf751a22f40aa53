use std::collections::HashMap;

use housekey_contract::{Metadata, OrganizationId, UserId};
use housekey_store::Tx;
use housekey_store::users::{self, UserRecord};
use rand::Rng;
use serde_json::json;

use super::create::{NewInvitation, Sending};
use crate::error::Result;
use crate::messages::{self, Recipient};
use crate::organizations;

/// The email's template.
const SLUG: &str = "organization_invitation";

/// Data for an invitation's email that has to be read from the database.
#[derive(Clone, Debug)]
pub struct Words {
    organization_id: OrganizationId,
    organization_name: String,
    inviters: HashMap<UserId, String>,
}

/// Reads the data for the emails.
pub fn words(tx: &mut Tx<'_>, organization: &OrganizationId, inviters: &[String]) -> Result<Words> {
    let organization = organizations::get(tx, organization)?;
    let inviters = users::find_all(tx, inviters)?.into_iter().map(|user| (user.id.clone(), called(&user)));
    Ok(Words {
        organization_id: organization.id,
        organization_name: organization.name,
        inviters: inviters.collect(),
    })
}

/// How the email refers to a user: by name, or else by address.
fn called(user: &UserRecord) -> String {
    let names = [user.first_name.as_deref(), user.last_name.as_deref()];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if name.is_empty() { user.primary_email_address().unwrap_or_default().to_owned() } else { name }
}

impl NewInvitation {
    /// Name of the inviter, if any.
    pub fn inviter(&self) -> Option<String> {
        self.invitation.inviter_id.as_ref().map(UserId::to_string)
    }

    /// Prepares the email, if requested: call it between two transactions.
    pub fn write(&mut self, words: &Words, sending: Sending<'_>, rng: &mut (impl Rng + ?Sized)) {
        if !self.notify {
            return;
        }
        let inviter = self.invitation.inviter_id.as_ref().and_then(|inviter| words.inviters.get(inviter));
        let data = Metadata::from_iter([
            ("action_url".to_owned(), json!(self.url)),
            ("inviter_name".to_owned(), json!(inviter)),
            ("org".to_owned(), json!({ "id": words.organization_id, "name": words.organization_name })),
            (
                "invitation".to_owned(),
                json!({
                    "expires_in_days": self.days,
                    "public_metadata": self.invitation.public_metadata,
                }),
            ),
        ]);
        let recipient = Recipient::from(self.invitation.email_address.as_str());
        self.message = Some(messages::email(SLUG, recipient, &data, sending.seal, sending.now, rng));
    }
}
