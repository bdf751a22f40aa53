//! Records together with what is shown beside them, as they were at one moment. Views show them, and events keep them.

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

/// A session and its user, as events of sessions keep them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionSnapshot {
    /// The session.
    pub session: SessionRecord,
    /// Whose it is.
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

/// A membership with what is shown beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Member {
    /// The membership.
    pub membership: OrganizationMembershipRecord,
    /// The organization.
    pub organization: OrganizationRecord,
    /// The member.
    pub user: UserRecord,
    /// What the member is there.
    pub role: RoleSnapshot,
}

/// An invitation with what is shown beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Invited {
    /// The invitation.
    pub invitation: OrganizationInvitationRecord,
    /// Where to.
    pub organization: OrganizationRecord,
    /// Who invited them, if anybody did and is still there.
    pub inviter: Option<UserRecord>,
    /// What they will be there.
    pub role: RoleSnapshot,
}

/// An invitation and who accepted it, as the event of that keeps them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Accepted {
    /// The invitation.
    pub invited: Invited,
    /// Whose membership came of it.
    pub user_id: UserId,
}

/// A domain with what is shown beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DomainOf {
    /// The domain.
    pub domain: OrganizationDomainRecord,
    /// Whose it is.
    pub organization: OrganizationRecord,
    /// How many of the invitations that it made are open.
    pub pending_invitations: i64,
}

/// An entry with the invitation that its person was sent, as the API and events show it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Waiting {
    /// The entry.
    pub entry: WaitlistEntryRecord,
    /// The invitation.
    pub invitation: Option<InvitationRecord>,
}

/// The message that an event tells of. What it says is sealed, so the event does not hold it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageSnapshot {
    /// The message.
    pub message_id: MessageId,
    /// Whether the server sends it.
    pub delivered: bool,
}
