use housekey_contract::UserId;
use housekey_contract::object::EventType;
use housekey_contract::webhook::{InvitationToOrganization, InvitedTo, SessionWithUser};
use housekey_domain::error::Error;
use housekey_domain::events::SessionSnapshot;
use housekey_domain::organization_invitations::{Accepted, Invited};
use housekey_domain::waitlist_entries::Waiting;
use housekey_store::events::EventRecord;
use housekey_store::users::UserRecord;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{View, permission, role};
use crate::error::Result;

impl View<'_> {
    fn invitation_told(&self, invited: &Invited, user_id: Option<UserId>) -> InvitationToOrganization {
        let data = InvitedTo { public_organization_data: self.public_organization(&invited.organization) };
        InvitationToOrganization { invitation: self.invited(invited), user_id, data }
    }

    /// Renders the `data` of a webhook event, in the same shape as the API's objects.
    pub fn event(&self, event: &EventRecord) -> Result<Value> {
        // Events about deleted objects store them already rendered.
        if event.snapshot.get("deleted").is_some_and(|deleted| *deleted == Value::Bool(true)) {
            return Ok(event.snapshot.clone());
        }
        match event.kind {
            EventType::UserCreated | EventType::UserUpdated => {
                json(self.user(&snapshot::<UserRecord>(event)?))
            }
            EventType::SessionCreated
            | EventType::SessionEnded
            | EventType::SessionPending
            | EventType::SessionRemoved
            | EventType::SessionRevoked => {
                let SessionSnapshot { session, user } = snapshot(event)?;
                json(SessionWithUser { session: self.session(&session), user: self.user(&user) })
            }
            EventType::OrganizationCreated | EventType::OrganizationUpdated => {
                json(self.organization(&snapshot(event)?))
            }
            EventType::OrganizationMembershipCreated
            | EventType::OrganizationMembershipDeleted
            | EventType::OrganizationMembershipUpdated => json(self.member(&snapshot(event)?)),
            EventType::OrganizationInvitationCreated | EventType::OrganizationInvitationRevoked => {
                json(self.invitation_told(&snapshot(event)?, None))
            }
            EventType::OrganizationInvitationAccepted => {
                let Accepted { invited, user_id } = snapshot(event)?;
                json(self.invitation_told(&invited, Some(user_id)))
            }
            EventType::PermissionCreated | EventType::PermissionUpdated => {
                json(permission(&snapshot(event)?))
            }
            EventType::RoleCreated | EventType::RoleUpdated => json(role(&snapshot(event)?)),
            EventType::OrganizationDomainCreated | EventType::OrganizationDomainUpdated => {
                json(self.organization_domain(&snapshot(event)?))
            }
            EventType::WaitlistEntryCreated | EventType::WaitlistEntryUpdated => {
                json(self.waitlist_entry(&snapshot::<Waiting>(event)?))
            }
            _ => Err(Error::Internal(format!("nothing shows events of the type {}", event.kind))),
        }
    }
}

pub(crate) fn snapshot<T: DeserializeOwned>(event: &EventRecord) -> Result<T> {
    T::deserialize(&event.snapshot).map_err(|error| Error::Internal(error.to_string()))
}

pub(crate) fn json(object: impl Serialize) -> Result<Value> {
    serde_json::to_value(object).map_err(|error| Error::Internal(error.to_string()))
}
