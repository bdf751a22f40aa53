//! Domains of organizations, whose users may join.

mod change;
mod common;
mod listing;

use housekey_contract::{OrganizationDomainId, OrganizationId};
use housekey_store::Tx;
use housekey_store::organization_domains::{self, OrganizationDomainRecord};
use housekey_store::organizations::OrganizationRecord;

use crate::error::{Result, not_found};
use crate::events::{self, Happened};
use crate::organizations;

pub use change::{DomainChanges, NewDomain, create, delete, update, verify_ownership};
pub use listing::{Listing, listing, listing_of_instance};

pub use crate::snapshots::DomainOf;

/// A domain of an organization.
fn get(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
    id: &OrganizationDomainId,
) -> Result<(OrganizationRecord, OrganizationDomainRecord)> {
    let organization = organizations::get(tx, organization)?;
    let domain = organization_domains::find(tx, id)?;
    let domain = domain.filter(|domain| domain.organization_id == organization.id);
    let domain = domain.ok_or_else(|| not_found("organization domain", id.as_str()))?;
    Ok((organization, domain))
}

fn emit(tx: &mut Tx<'_>, happened: fn(DomainOf) -> Happened, domain: &DomainOf) -> Result<()> {
    events::emit(tx, || happened(domain.clone()))
}
