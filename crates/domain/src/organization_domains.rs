//! Domains whose users may join an organization.

mod change;
mod common;
mod listing;

use housekey_contract::object::EventType;
use housekey_contract::{OrganizationDomainId, OrganizationId};
use housekey_store::Tx;
use housekey_store::organization_domains::{self, OrganizationDomainRecord};
use housekey_store::organizations::OrganizationRecord;
use serde::{Deserialize, Serialize};

use crate::error::{Result, not_found};
use crate::events::{self, Event};
use crate::organizations;

pub use change::{DomainChanges, NewDomain, create, delete, update, verify_ownership};
pub use listing::{Listing, listing, listing_of_instance};

/// A domain with what is shown beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DomainOf {
    /// The domain.
    pub domain: OrganizationDomainRecord,
    /// Whose it is.
    pub organization: OrganizationRecord,
    /// How many of the invitations that it made are open.
    pub pending_invitations: i64,
}

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

fn emit(tx: &mut Tx<'_>, kind: EventType, domain: &DomainOf) -> Result<()> {
    events::emit(tx, Event::new(kind, domain.domain.id.as_str(), domain))
}
