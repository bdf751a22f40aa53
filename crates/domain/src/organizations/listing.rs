use std::collections::{HashMap, HashSet};

use housekey_contract::OrganizationId;
use housekey_contract::backend::organizations::{GetOrganization, ListOrganizations};
use housekey_store::organizations::{self, Filters, Order, OrderBy, OrganizationRecord, Search};
use housekey_store::{Tx, organization_invitations, organization_memberships};

use crate::error::{Error, Result};
use crate::organization_roles::Roles;
use crate::page::{Paging, order};
use crate::users::listing::{pattern, signed};

/// Optional data to include with organizations.
#[derive(Clone, Copy, Debug, Default)]
pub struct Including {
    /// The number of members and of pending invitations.
    pub counts: bool,
    /// Whether no member may manage it.
    pub missing_elevated: bool,
}

impl From<&GetOrganization> for Including {
    fn from(request: &GetOrganization) -> Self {
        Self {
            counts: request.include_members_count.unwrap_or_default(),
            missing_elevated: request.include_missing_member_with_elevated_permissions.unwrap_or_default(),
        }
    }
}

/// An organization with optional data.
#[derive(Clone, Debug)]
pub struct Described {
    /// The organization.
    pub organization: OrganizationRecord,
    /// Number of pending invitations, if included.
    pub pending_invitations: Option<i64>,
    /// Whether no member may manage it, if included.
    pub missing_elevated: Option<bool>,
}

/// A validated listing.
#[derive(Clone, Debug)]
pub struct Listing {
    filters: Filters,
    order: Order,
    including: Including,
}

impl Listing {
    /// Validates a request.
    pub fn check(request: ListOrganizations) -> Result<Self> {
        let paging = Paging::of(request.limit, request.offset)?;
        let columns = [
            ("name", OrderBy::Name),
            ("created_at", OrderBy::CreatedAt),
            ("members_count", OrderBy::MembersCount),
        ];
        let (by, descending) = order(request.order_by.as_deref(), &columns)?;
        let (ids, without_ids) = signed("organization_id", request.organization_id)?;
        let (members, without_members) = signed("user_id", request.user_id)?;
        let id = request.query.as_deref().map(|query| query.trim().to_owned()).unwrap_or_default();
        let search = pattern("query", request.query)?.map(|pattern| Search { id, pattern });
        Ok(Self {
            filters: Filters { ids, without_ids, members, without_members, search },
            order: Order { by, descending, limit: paging.limit, offset: paging.offset },
            including: Including {
                counts: request.include_members_count.unwrap_or_default(),
                missing_elevated: request
                    .include_missing_member_with_elevated_permissions
                    .unwrap_or_default(),
            },
        })
    }
}

/// The organizations of a listing, in order, and their total number.
pub fn listing(tx: &mut Tx<'_>, listing: &Listing) -> Result<(Vec<Described>, u64)> {
    let total = organizations::count(tx, &listing.filters)?;
    let found = organizations::list(tx, &listing.filters, &listing.order)?;
    Ok((describe_all(tx, found, listing.including)?, total))
}

/// Loads the optional data of an organization.
pub fn describe(
    tx: &mut Tx<'_>,
    organization: OrganizationRecord,
    including: Including,
) -> Result<Described> {
    let described = describe_all(tx, vec![organization], including)?.pop();
    described.ok_or_else(|| Error::Internal("one organization became none".to_owned()))
}

/// Loads the optional data of several organizations at once.
fn describe_all(
    tx: &mut Tx<'_>,
    organizations: Vec<OrganizationRecord>,
    including: Including,
) -> Result<Vec<Described>> {
    let ids: Vec<String> = organizations.iter().map(|organization| organization.id.to_string()).collect();
    let pending = including.counts.then(|| organization_invitations::counts_pending(tx, &ids)).transpose()?;
    let pending: Option<HashMap<OrganizationId, i64>> = pending.map(|counts| counts.into_iter().collect());
    let managed = including.missing_elevated.then(|| managed(tx, &ids)).transpose()?;
    let described = organizations.into_iter().map(|organization| Described {
        pending_invitations: pending
            .as_ref()
            .map(|counts| counts.get(&organization.id).copied().unwrap_or_default()),
        missing_elevated: managed.as_ref().map(|managed| !managed.contains(&organization.id)),
        organization,
    });
    Ok(described.collect())
}

/// Which of these organizations have a member who may manage them.
fn managed(tx: &mut Tx<'_>, ids: &[String]) -> Result<HashSet<OrganizationId>> {
    let roles = Roles::load(tx)?.elevated();
    Ok(organization_memberships::organizations_with_roles(tx, ids, &roles, None)?.into_iter().collect())
}
