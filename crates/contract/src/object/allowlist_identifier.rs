#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::enums::open_enum;
use crate::{AllowlistIdentifierId, InstanceId, InvitationId, Millis};

/// Somebody who may sign up where only those on the allowlist may.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AllowlistIdentifier {
    /// Always `allowlist_identifier`.
    pub object: Kind,
    /// The entry's id.
    pub id: AllowlistIdentifierId,
    /// The invitation that was sent along.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation_id: Option<InvitationId>,
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

open_enum! {
    /// What kind of identifier is on a list.
    IdentifierType {
        EmailAddress = "email_address",
        PhoneNumber = "phone_number",
        Web3Wallet = "web3_wallet",
    }
}
