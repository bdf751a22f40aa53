#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use super::{IdentifierType, Kind};
use crate::{BlocklistIdentifierId, InstanceId, Millis};

/// Somebody who may not sign up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlocklistIdentifier {
    /// Always `blocklist_identifier`.
    pub object: Kind,
    /// The entry's id.
    pub id: BlocklistIdentifierId,
    /// An e-mail address or `*@example.com`, a phone number, or a wallet's address, in its normal form.
    pub identifier: String,
    /// Which of them.
    pub identifier_type: IdentifierType,
    /// The instance that it belongs to.
    pub instance_id: InstanceId,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}
