use std::sync::Arc;

use housekey_contract::UserId;
use housekey_contract::webhook::{InvitationToOrganization, InvitedTo, SessionWithUser};
use housekey_domain::events::Happened;
use housekey_domain::messages;
use housekey_domain::snapshots::{Accepted, Invited, MessageSnapshot, SessionSnapshot};
use housekey_store::events::StoredEvent;
use housekey_store::messages::find;
use housekey_store::{DatabaseTx, Tx};
use serde_json::{Value, json};

use crate::app::App;
use crate::error::{Refusal, Result};
use crate::keyring::Instance;
use crate::view::{View, message, permission, role, to_json};

/// Renders the `data` of a webhook event, in the same shape as the API's objects.
pub(super) async fn payload(
    app: &Arc<App>,
    instance: &Instance,
    stored: &StoredEvent,
) -> Result<Value, Refusal> {
    let view = View { public_url: &app.public_url, instance, now: stored.event.at };
    let data = match Happened::read(&stored.event)? {
        Happened::EmailCreated(snapshot) | Happened::SmsCreated(snapshot) => {
            return message_payload(app, stored, snapshot).await;
        }
        Happened::OrganizationCreated(organization) | Happened::OrganizationUpdated(organization) => {
            to_json(view.organization(&organization))
        }
        Happened::OrganizationDomainCreated(domain) | Happened::OrganizationDomainUpdated(domain) => {
            to_json(view.organization_domain(&domain))
        }
        Happened::OrganizationInvitationAccepted(Accepted { invited, user_id }) => {
            to_json(invitation(&view, &invited, Some(user_id)))
        }
        Happened::OrganizationInvitationCreated(invited)
        | Happened::OrganizationInvitationRevoked(invited) => to_json(invitation(&view, &invited, None)),
        Happened::OrganizationMembershipCreated(member)
        | Happened::OrganizationMembershipDeleted(member)
        | Happened::OrganizationMembershipUpdated(member) => to_json(view.member(&member)),
        Happened::PermissionCreated(record) | Happened::PermissionUpdated(record) => {
            to_json(permission(&record))
        }
        Happened::RoleCreated(record) | Happened::RoleUpdated(record) => to_json(role(&record)),
        Happened::SessionCreated(snapshot)
        | Happened::SessionEnded(snapshot)
        | Happened::SessionPending(snapshot)
        | Happened::SessionRemoved(snapshot)
        | Happened::SessionRevoked(snapshot) => {
            let SessionSnapshot { session, user } = snapshot;
            to_json(SessionWithUser { session: view.session(&session), user: view.user(&user) })
        }
        Happened::UserCreated(user) | Happened::UserUpdated(user) => to_json(view.user(&user)),
        Happened::WaitlistEntryCreated(waiting) | Happened::WaitlistEntryUpdated(waiting) => {
            to_json(view.waitlist_entry(&waiting))
        }
        Happened::OrganizationDeleted(deleted)
        | Happened::OrganizationDomainDeleted(deleted)
        | Happened::PermissionDeleted(deleted)
        | Happened::RoleDeleted(deleted)
        | Happened::UserDeleted(deleted) => to_json(deleted),
    };
    Ok(data?)
}

fn invitation(view: &View<'_>, invited: &Invited, user_id: Option<UserId>) -> InvitationToOrganization {
    let data = InvitedTo { public_organization_data: view.public_organization(&invited.organization) };
    InvitationToOrganization { invitation: view.invited(invited), user_id, data }
}

/// Events contain only the id of a message, because its content is encrypted.
async fn message_payload(
    app: &Arc<App>,
    stored: &StoredEvent,
    snapshot: MessageSnapshot,
) -> Result<Value, Refusal> {
    let (id, wanted, moment) = (stored.instance_id.clone(), snapshot.message_id.clone(), app.moment());
    let read = move |tx: &mut DatabaseTx<'_>| find(&mut Tx::new(tx, &id, moment), &wanted);
    let Some(record) = app.db.read(read).await? else {
        return Ok(json!({ "id": snapshot.message_id }));
    };
    let content = messages::content(&record, &app.seal)?.unwrap_or_default();
    let data = messages::open(&record, &app.seal)?;
    Ok(message(&record, &content, &data, snapshot.delivered)?)
}
