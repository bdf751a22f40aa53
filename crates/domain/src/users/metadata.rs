use housekey_contract::backend::users::UpdateUserMetadata;
use housekey_contract::{Metadata, UserId};
use housekey_store::Tx;
use housekey_store::users::UserRecord;

use super::{get, save};
use crate::error::Result;
use crate::metadata::{check, merge};

/// Merges into a user's metadata, at every depth; a null deletes its key.
pub fn merge_metadata(tx: &mut Tx<'_>, id: &UserId, changes: UpdateUserMetadata) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    merge_one("public_metadata", &mut user.public_metadata, changes.public_metadata)?;
    merge_one("private_metadata", &mut user.private_metadata, changes.private_metadata)?;
    merge_one("unsafe_metadata", &mut user.unsafe_metadata, changes.unsafe_metadata)?;
    save(tx, user)
}

fn merge_one(param: &str, metadata: &mut Metadata, changes: Option<Metadata>) -> Result<()> {
    let Some(changes) = changes else { return Ok(()) };
    merge(metadata, changes);
    check(param, metadata)
}
