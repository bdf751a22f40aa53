#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use super::{IdentifierType, Kind};
use crate::{BlocklistIdentifierId, InstanceId, Millis};

/// An identifier that may not sign up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlocklistIdentifier {
    /// Always `blocklist_identifier`.
    pub object: Kind,
    /// The entry's id.
    pub id: BlocklistIdentifierId,
    /// An email address or `*@example.com`, a phone number, or a wallet address, normalized.
    pub identifier: String,
    /// Type of the identifier.
    pub identifier_type: IdentifierType,
    /// The instance it belongs to.
    pub instance_id: InstanceId,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}
