use housekey_contract::object::{AllowlistIdentifier, BlocklistIdentifier};
use housekey_store::listed_identifiers::ListedIdentifierRecord;

use super::View;

impl View<'_> {
    /// Renders an allowlist entry.
    pub fn allowlist_identifier(&self, record: &ListedIdentifierRecord) -> AllowlistIdentifier {
        AllowlistIdentifier {
            object: "allowlist_identifier".into(),
            id: record.id.as_str().into(),
            invitation_id: record.invitation_id.clone(),
            identifier: record.identifier.clone(),
            identifier_type: record.identifier_type.clone(),
            instance_id: self.instance.id().clone(),
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }

    /// Renders a blocklist entry.
    pub fn blocklist_identifier(&self, record: &ListedIdentifierRecord) -> BlocklistIdentifier {
        BlocklistIdentifier {
            object: "blocklist_identifier".into(),
            id: record.id.as_str().into(),
            identifier: record.identifier.clone(),
            identifier_type: record.identifier_type.clone(),
            instance_id: self.instance.id().clone(),
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
