use housekey_contract::backend::organizations::OrganizationMetadata;
use housekey_contract::{Metadata, OrganizationId};
use housekey_store::Tx;
use housekey_store::organizations::OrganizationRecord;

use super::{get, save};
use crate::error::Result;
use crate::metadata::{check, merge};

/// Deep-merges into an organization's metadata; null deletes a key.
pub fn merge_metadata(
    tx: &mut Tx<'_>,
    id: &OrganizationId,
    changes: OrganizationMetadata,
) -> Result<OrganizationRecord> {
    change(tx, id, changes, merge)
}

/// Replaces an organization's public or private metadata, or both, entirely.
pub fn replace_metadata(
    tx: &mut Tx<'_>,
    id: &OrganizationId,
    changes: OrganizationMetadata,
) -> Result<OrganizationRecord> {
    change(tx, id, changes, |metadata, new| *metadata = new)
}

fn change(
    tx: &mut Tx<'_>,
    id: &OrganizationId,
    changes: OrganizationMetadata,
    apply: fn(&mut Metadata, Metadata),
) -> Result<OrganizationRecord> {
    let mut organization = get(tx, id)?;
    for (param, metadata, new) in [
        ("public_metadata", &mut organization.public_metadata, changes.public_metadata),
        ("private_metadata", &mut organization.private_metadata, changes.private_metadata),
    ] {
        if let Some(new) = new {
            apply(metadata, new);
            check(param, metadata)?;
        }
    }
    save(tx, organization)
}
