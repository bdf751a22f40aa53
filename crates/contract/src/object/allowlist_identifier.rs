#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{AllowlistIdentifierId, InstanceId, InvitationId, Millis};

/// An identifier that may sign up while the allowlist is enabled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AllowlistIdentifier {
    /// Always `allowlist_identifier`.
    pub object: Kind,
    /// The entry's id.
    pub id: AllowlistIdentifierId,
    /// The invitation that was sent for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation_id: Option<InvitationId>,
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

open_enum! {
    /// Type of an identifier on a list.
    IdentifierType {
        EmailAddress = "email_address",
        PhoneNumber = "phone_number",
        Web3Wallet = "web3_wallet",
    }
}
