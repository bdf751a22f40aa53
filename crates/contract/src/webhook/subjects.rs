//! Objects that events combine with related ones.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::UserId;
use crate::codec::{self, Invalid};
use crate::object::{OrganizationInvitation, PublicOrganizationData, Session, User};

/// A session with its user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Value")]
pub struct SessionWithUser {
    /// The session.
    #[serde(flatten)]
    pub session: Session,
    /// The user.
    pub user: User,
}

/// An invitation with its organization and the user who accepted it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Value")]
pub struct InvitationToOrganization {
    /// The invitation.
    #[serde(flatten)]
    pub invitation: OrganizationInvitation,
    /// The user who accepted it, once accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// The organization.
    pub data: InvitedTo,
}

/// The organization of an invitation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitedTo {
    /// The organization's public data, visible to the invitee.
    pub public_organization_data: PublicOrganizationData,
}

// A flattened field would be decoded without the tolerance of responses, so each is decoded separately.

impl TryFrom<Value> for SessionWithUser {
    type Error = Invalid;

    fn try_from(mut value: Value) -> Result<Self, Invalid> {
        let user: Option<User> = codec::object(take(&mut value, "user"))?;
        Ok(Self { user: user.unwrap_or_default(), session: codec::object(value)? })
    }
}

impl TryFrom<Value> for InvitationToOrganization {
    type Error = Invalid;

    fn try_from(mut value: Value) -> Result<Self, Invalid> {
        let data: Option<InvitedTo> = codec::object(take(&mut value, "data"))?;
        let user_id = codec::object(take(&mut value, "user_id"))?;
        Ok(Self { data: data.unwrap_or_default(), user_id, invitation: codec::object(value)? })
    }
}

fn take(value: &mut Value, name: &str) -> Value {
    value.get_mut(name).map(Value::take).unwrap_or_default()
}
