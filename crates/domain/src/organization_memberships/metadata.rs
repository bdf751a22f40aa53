use housekey_contract::backend::organization_memberships::OrganizationMembershipMetadata;
use housekey_contract::{OrganizationId, UserId};
use housekey_store::Tx;

use super::{Member, get, save};
use crate::error::Result;
use crate::metadata::{check, merge};

/// Deep-merges into a membership's metadata; null deletes a key.
pub fn update_metadata(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
    user: &UserId,
    changes: OrganizationMembershipMetadata,
) -> Result<Member> {
    let (mut member, _) = get(tx, organization, user)?;
    for (param, metadata, changes) in [
        ("public_metadata", &mut member.membership.public_metadata, changes.public_metadata),
        ("private_metadata", &mut member.membership.private_metadata, changes.private_metadata),
    ] {
        if let Some(changes) = changes {
            merge(metadata, changes);
            check(param, metadata)?;
        }
    }
    save(tx, member)
}
