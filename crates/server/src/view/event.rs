use housekey_contract::object::{EventType, Session, User};
use housekey_domain::error::Error;
use housekey_domain::events::SessionSnapshot;
use housekey_domain::waitlist_entries::Waiting;
use housekey_store::events::EventRecord;
use housekey_store::users::UserRecord;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{View, permission, role};
use crate::error::Result;

/// A session as events show it.
#[derive(Serialize)]
struct SessionWithUser {
    #[serde(flatten)]
    session: Session,
    user: User,
}

impl View<'_> {
    /// What a webhook says happened: the field `data`, in the shape that the API gives the same objects.
    pub fn event(&self, event: &EventRecord) -> Result<Value> {
        // What is no more is kept as it is shown.
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
            EventType::OrganizationInvitationAccepted
            | EventType::OrganizationInvitationCreated
            | EventType::OrganizationInvitationRevoked => json(self.invited(&snapshot(event)?)),
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
