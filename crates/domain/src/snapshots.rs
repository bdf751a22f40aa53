//! Records with related data at one point in time, as rendered by views and stored in events.

use housekey_contract::{MessageId, UserId};
use housekey_store::invitations::InvitationRecord;
use housekey_store::organization_domains::OrganizationDomainRecord;
use housekey_store::organization_invitations::OrganizationInvitationRecord;
use housekey_store::organization_memberships::OrganizationMembershipRecord;
use housekey_store::organization_roles::{PermissionRecord, RoleRecord};
use housekey_store::organizations::OrganizationRecord;
use housekey_store::sessions::SessionRecord;
use housekey_store::users::UserRecord;
use housekey_store::waitlist_entries::WaitlistEntryRecord;
use serde::{Deserialize, Serialize};

/// A session and its user, as stored in session events.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionSnapshot {
    /// The session.
    pub session: SessionRecord,
    /// The user it belongs to.
    pub user: UserRecord,
}

/// A role as included in members and invitations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleSnapshot {
    /// Key used in requests and tokens.
    pub key: String,
    /// Display name.
    pub name: String,
    /// Keys of its permissions.
    pub permissions: Vec<String>,
}

/// A role with its permissions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleWithPermissions {
    /// The role.
    pub role: RoleRecord,
    /// Its permissions, ordered by key.
    pub permissions: Vec<PermissionRecord>,
    /// Whether these suffice for the creator of an organization.
    pub is_creator_eligible: bool,
}

/// A membership with related data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Member {
    /// The membership.
    pub membership: OrganizationMembershipRecord,
    /// The organization.
    pub organization: OrganizationRecord,
    /// The member.
    pub user: UserRecord,
    /// The member's role.
    pub role: RoleSnapshot,
}

/// An invitation with related data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Invited {
    /// The invitation.
    pub invitation: OrganizationInvitationRecord,
    /// The organization.
    pub organization: OrganizationRecord,
    /// The inviter, if set and not deleted.
    pub inviter: Option<UserRecord>,
    /// The role to be assigned.
    pub role: RoleSnapshot,
}

/// An accepted invitation and its user, as stored in the event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Accepted {
    /// The invitation.
    pub invited: Invited,
    /// The user who accepted it.
    pub user_id: UserId,
}

/// A domain with related data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DomainOf {
    /// The domain.
    pub domain: OrganizationDomainRecord,
    /// The organization it belongs to.
    pub organization: OrganizationRecord,
    /// Number of pending invitations created through it.
    pub pending_invitations: i64,
}

/// An entry with its invitation, as rendered in the API and events.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Waiting {
    /// The entry.
    pub entry: WaitlistEntryRecord,
    /// The invitation.
    pub invitation: Option<InvitationRecord>,
}

/// The message in an event. Its content is encrypted, so the event doesn't contain it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageSnapshot {
    /// The message.
    pub message_id: MessageId,
    /// Whether the server sends it.
    pub delivered: bool,
}
