use housekey_contract::backend::users::UpdateUserMetadata;
use housekey_contract::{Metadata, UserId};
use housekey_store::Tx;
use housekey_store::users::UserRecord;

use super::{get, save};
use crate::error::Result;
use crate::metadata::{check, merge};

/// Deep-merges into a user's metadata; null deletes a key.
pub fn merge_metadata(tx: &mut Tx<'_>, id: &UserId, changes: UpdateUserMetadata) -> Result<UserRecord> {
    change(tx, id, changes, merge)
}

/// Replaces a user's metadata. Each given kind is replaced entirely; the others are kept.
pub fn replace_metadata(tx: &mut Tx<'_>, id: &UserId, changes: UpdateUserMetadata) -> Result<UserRecord> {
    change(tx, id, changes, |metadata, new| *metadata = new)
}

fn change(
    tx: &mut Tx<'_>,
    id: &UserId,
    changes: UpdateUserMetadata,
    apply: fn(&mut Metadata, Metadata),
) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    for (param, metadata, new) in [
        ("public_metadata", &mut user.public_metadata, changes.public_metadata),
        ("private_metadata", &mut user.private_metadata, changes.private_metadata),
        ("unsafe_metadata", &mut user.unsafe_metadata, changes.unsafe_metadata),
    ] {
        if let Some(new) = new {
            apply(metadata, new);
            check(param, metadata)?;
        }
    }
    save(tx, user)
}
