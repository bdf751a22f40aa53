//! Events, which are delivered as webhooks.
//!
//! An event is written in the transaction of its change, so that neither exists without the other. It stores the
//! records as they were; the delivery worker renders them like the API.

use housekey_contract::Millis;
use housekey_contract::object::{DeletedObject, SessionStatus};
use housekey_store::events::{EventRecord, append};
use housekey_store::organization_roles::PermissionRecord;
use housekey_store::organizations::OrganizationRecord;
use housekey_store::sessions::SessionRecord;
use housekey_store::users::{self, UserRecord};
use housekey_store::{Requester, Tx, webhooks};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::{Error, Result};
pub use crate::snapshots::SessionSnapshot;
use crate::snapshots::{Accepted, DomainOf, Invited, Member, MessageSnapshot, RoleWithPermissions, Waiting};

/// An event and its subject, serialized in the stored format.
///
/// Events of one subject are delivered in the order in which they were emitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "snapshot")]
pub enum Happened {
    #[serde(rename = "email.created")]
    EmailCreated(MessageSnapshot),
    #[serde(rename = "organization.created")]
    OrganizationCreated(OrganizationRecord),
    #[serde(rename = "organization.deleted")]
    OrganizationDeleted(DeletedObject),
    #[serde(rename = "organization.updated")]
    OrganizationUpdated(OrganizationRecord),
    #[serde(rename = "organizationDomain.created")]
    OrganizationDomainCreated(DomainOf),
    #[serde(rename = "organizationDomain.deleted")]
    OrganizationDomainDeleted(DeletedObject),
    #[serde(rename = "organizationDomain.updated")]
    OrganizationDomainUpdated(DomainOf),
    #[serde(rename = "organizationInvitation.accepted")]
    OrganizationInvitationAccepted(Accepted),
    #[serde(rename = "organizationInvitation.created")]
    OrganizationInvitationCreated(Invited),
    #[serde(rename = "organizationInvitation.revoked")]
    OrganizationInvitationRevoked(Invited),
    #[serde(rename = "organizationMembership.created")]
    OrganizationMembershipCreated(Member),
    #[serde(rename = "organizationMembership.deleted")]
    OrganizationMembershipDeleted(Member),
    #[serde(rename = "organizationMembership.updated")]
    OrganizationMembershipUpdated(Member),
    #[serde(rename = "permission.created")]
    PermissionCreated(PermissionRecord),
    #[serde(rename = "permission.deleted")]
    PermissionDeleted(DeletedObject),
    #[serde(rename = "permission.updated")]
    PermissionUpdated(PermissionRecord),
    #[serde(rename = "role.created")]
    RoleCreated(RoleWithPermissions),
    #[serde(rename = "role.deleted")]
    RoleDeleted(DeletedObject),
    #[serde(rename = "role.updated")]
    RoleUpdated(RoleWithPermissions),
    #[serde(rename = "session.created")]
    SessionCreated(SessionSnapshot),
    #[serde(rename = "session.ended")]
    SessionEnded(SessionSnapshot),
    #[serde(rename = "session.pending")]
    SessionPending(SessionSnapshot),
    #[serde(rename = "session.removed")]
    SessionRemoved(SessionSnapshot),
    #[serde(rename = "session.revoked")]
    SessionRevoked(SessionSnapshot),
    #[serde(rename = "sms.created")]
    SmsCreated(MessageSnapshot),
    #[serde(rename = "user.created")]
    UserCreated(UserRecord),
    #[serde(rename = "user.deleted")]
    UserDeleted(DeletedObject),
    #[serde(rename = "user.updated")]
    UserUpdated(UserRecord),
    #[serde(rename = "waitlistEntry.created")]
    WaitlistEntryCreated(Waiting),
    #[serde(rename = "waitlistEntry.updated")]
    WaitlistEntryUpdated(Waiting),
}

impl Happened {
    /// Parses a stored event. Fails if it was written by a newer version.
    pub fn read(event: &EventRecord) -> Result<Self> {
        let stored = json!({ "kind": event.kind, "snapshot": event.snapshot });
        Self::deserialize(stored).map_err(|error| internal(&error))
    }

    fn record(&self, at: Millis, requester: Requester) -> Result<EventRecord> {
        let stored = serde_json::to_value(self).map_err(|error| internal(&error))?;
        let event = EventRecord::deserialize(stored).map_err(|error| internal(&error))?;
        Ok(EventRecord { at, requester, ..event })
    }

    /// The id of the subject.
    fn subject(&self) -> &str {
        match self {
            Self::EmailCreated(message) | Self::SmsCreated(message) => message.message_id.as_str(),
            Self::OrganizationCreated(organization) | Self::OrganizationUpdated(organization) => {
                organization.id.as_str()
            }
            Self::OrganizationDomainCreated(domain) | Self::OrganizationDomainUpdated(domain) => {
                domain.domain.id.as_str()
            }
            Self::OrganizationInvitationAccepted(accepted) => accepted.invited.invitation.id.as_str(),
            Self::OrganizationInvitationCreated(invited) | Self::OrganizationInvitationRevoked(invited) => {
                invited.invitation.id.as_str()
            }
            Self::OrganizationMembershipCreated(member)
            | Self::OrganizationMembershipDeleted(member)
            | Self::OrganizationMembershipUpdated(member) => member.membership.id.as_str(),
            Self::PermissionCreated(permission) | Self::PermissionUpdated(permission) => {
                permission.id.as_str()
            }
            Self::RoleCreated(role) | Self::RoleUpdated(role) => role.role.id.as_str(),
            Self::SessionCreated(of) | Self::SessionEnded(of) | Self::SessionPending(of) => {
                of.session.id.as_str()
            }
            Self::SessionRemoved(of) | Self::SessionRevoked(of) => of.session.id.as_str(),
            Self::UserCreated(user) | Self::UserUpdated(user) => user.id.as_str(),
            Self::WaitlistEntryCreated(waiting) | Self::WaitlistEntryUpdated(waiting) => {
                waiting.entry.id.as_str()
            }
            Self::OrganizationDeleted(deleted)
            | Self::OrganizationDomainDeleted(deleted)
            | Self::PermissionDeleted(deleted)
            | Self::RoleDeleted(deleted)
            | Self::UserDeleted(deleted) => &deleted.id,
        }
    }
}

fn internal(error: &serde_json::Error) -> Error {
    Error::Internal(error.to_string())
}

/// A deleted object; `object` is its type, such as `user`.
pub fn deleted(object: &'static str, id: impl Into<String>) -> DeletedObject {
    DeletedObject { object: object.into(), id: id.into(), deleted: true, ..DeletedObject::default() }
}

/// Whether any endpoint is enabled. Check this before reading data needed only for an event; [`emit`] checks by itself.
pub fn is_listening(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(webhooks::is_listening(tx)?)
}

/// Writes an event, if any endpoint is enabled.
pub fn emit(tx: &mut Tx<'_>, happened: impl FnOnce() -> Happened) -> Result<()> {
    if !is_listening(tx)? {
        return Ok(());
    }
    let happened = happened();
    let event = happened.record(tx.now(), tx.requester().cloned().unwrap_or_default())?;
    Ok(append(tx, happened.subject(), &event)?)
}

/// Emits an update of a user.
pub(crate) fn user_updated(tx: &mut Tx<'_>, user: &UserRecord) -> Result<()> {
    emit(tx, || Happened::UserUpdated(user.clone()))
}

/// Emits a session's change to its current status. Expiry emits no event, since nothing happens at that time.
pub(crate) fn of_session(tx: &mut Tx<'_>, session: &SessionRecord) -> Result<()> {
    let happened = match session.status {
        SessionStatus::Active => Happened::SessionCreated,
        SessionStatus::Pending => Happened::SessionPending,
        SessionStatus::Ended => Happened::SessionEnded,
        SessionStatus::Removed => Happened::SessionRemoved,
        SessionStatus::Revoked => Happened::SessionRevoked,
        _ => return Ok(()),
    };
    if !is_listening(tx)? {
        return Ok(());
    }
    let user = users::find(tx, &session.user_id)?.unwrap_or_default();
    emit(tx, || happened(SessionSnapshot { session: session.clone(), user }))
}
