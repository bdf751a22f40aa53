use std::collections::HashMap;

use housekey_contract::backend::organization_invitations::{
    ListAllOrganizationInvitations, ListOrganizationInvitations, ListPendingOrganizationInvitations,
};
use housekey_contract::backend::users::ListUserInvitations;
use housekey_contract::object::OrganizationInvitationStatus as Status;
use housekey_contract::{AnyOf, Millis, OrganizationId, UserId};
use housekey_store::Tx;
use housekey_store::organization_invitations::{self, Filters, Order, OrderBy, OrganizationInvitationRecord};
use housekey_store::organizations::{self as organization_rows, OrganizationRecord};
use housekey_store::users::{self as user_rows, UserRecord};

use super::Invited;
use crate::error::Result;
use crate::organization_memberships::listing::distinct;
use crate::organization_roles::Roles;
use crate::page::{Paging, order};
use crate::users::listing::lowercase_pattern;
use crate::verification::is_verified;
use crate::{identifiers, organizations, users};

const COLUMNS: [(&str, OrderBy); 2] =
    [("created_at", OrderBy::CreatedAt), ("email_address", OrderBy::EmailAddress)];

/// A validated listing. Statuses are evaluated at the time of the request.
#[derive(Clone, Debug)]
pub struct Listing {
    filters: Filters,
    order: Order,
}

impl Listing {
    /// Validates a request for an organization's invitations, except those created through domains.
    pub fn check(request: ListOrganizationInvitations, now: Millis) -> Result<Self> {
        let order = ordered(request.order_by.as_deref(), request.limit, request.offset)?;
        let address = request.email_address.filter(|address| !address.trim().is_empty());
        // A malformed value matches nothing, like any other unknown value.
        let address = address.map(|address| identifiers::email_address(&address).unwrap_or_default());
        let filters = Filters {
            email_addresses: address.into_iter().collect(),
            statuses: statuses(request.status),
            by_hand: true,
            now,
            ..Filters::default()
        };
        Ok(Self { filters, order })
    }

    /// Validates a request for an organization's pending invitations.
    pub fn pending(request: &ListPendingOrganizationInvitations, now: Millis) -> Result<Self> {
        let order = ordered(None, request.limit, request.offset)?;
        let filters = Filters { statuses: vec![Status::Pending], by_hand: true, now, ..Filters::default() };
        Ok(Self { filters, order })
    }

    /// Validates a request for all invitations of the instance.
    pub fn of_instance(request: ListAllOrganizationInvitations, now: Millis) -> Result<Self> {
        let order = ordered(request.order_by.as_deref(), request.limit, request.offset)?;
        let filters = Filters {
            search: lowercase_pattern("query", request.query)?,
            statuses: statuses(request.status),
            now,
            ..Filters::default()
        };
        Ok(Self { filters, order })
    }

    /// Validates a request for a user's invitations.
    pub fn of_user(request: ListUserInvitations, now: Millis) -> Result<Self> {
        let order = ordered(None, request.limit, request.offset)?;
        Ok(Self { filters: Filters { statuses: statuses(request.status), now, ..Filters::default() }, order })
    }
}

fn statuses(wanted: Option<AnyOf<Status>>) -> Vec<Status> {
    let mut statuses = wanted.map(|AnyOf(statuses)| statuses).unwrap_or_default();
    // There are only four; duplicates are removed.
    statuses.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    statuses.dedup();
    statuses
}

fn ordered(by: Option<&str>, limit: Option<i64>, offset: Option<i64>) -> Result<Order> {
    let paging = Paging::of(limit, offset)?;
    let (by, descending) = order(by, &COLUMNS)?;
    Ok(Order { by, descending, limit: paging.limit, offset: paging.offset })
}

/// The invitations of an organization, in order, and their total number.
pub fn listing(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
    listing: &Listing,
) -> Result<(Vec<Invited>, u64)> {
    let organization = organizations::get(tx, organization)?;
    let mut listing = listing.clone();
    listing.filters.organization = Some(organization.id.to_string());
    listing_of_instance(tx, &listing)
}

/// The invitations to a user's verified addresses, in order, and their total number.
pub fn listing_of_user(tx: &mut Tx<'_>, user: &UserId, listing: &Listing) -> Result<(Vec<Invited>, u64)> {
    let user = users::get(tx, user)?;
    let verified = user.email_addresses.iter().filter(|one| is_verified(one.verification.as_ref()));
    let mut listing = listing.clone();
    listing.filters.email_addresses = verified.map(|address| address.value.clone()).collect();
    listing.filters.nobody = listing.filters.email_addresses.is_empty();
    listing_of_instance(tx, &listing)
}

/// All invitations of the instance, in order, and their total number.
pub fn listing_of_instance(tx: &mut Tx<'_>, listing: &Listing) -> Result<(Vec<Invited>, u64)> {
    let total = organization_invitations::count(tx, &listing.filters)?;
    let found = organization_invitations::list(tx, &listing.filters, &listing.order)?;
    Ok((beside(tx, found)?, total))
}

/// Loads the related data of several invitations at once.
fn beside(tx: &mut Tx<'_>, invitations: Vec<OrganizationInvitationRecord>) -> Result<Vec<Invited>> {
    let roles = Roles::load(tx)?;
    let inviters = distinct(invitations.iter().filter_map(|one| Some(one.inviter_id.as_ref()?.to_string())));
    let inviters = user_rows::find_all(tx, &inviters)?.into_iter().map(|user| (user.id.clone(), user));
    let inviters: HashMap<UserId, UserRecord> = inviters.collect();
    let organizations = distinct(invitations.iter().map(|one| one.organization_id.to_string()));
    let organizations = organization_rows::find_all(tx, &organizations)?;
    let organizations: HashMap<OrganizationId, OrganizationRecord> =
        organizations.into_iter().map(|organization| (organization.id.clone(), organization)).collect();
    let invited = invitations.into_iter().filter_map(|invitation| {
        Some(Invited {
            organization: organizations.get(&invitation.organization_id)?.clone(),
            inviter: invitation.inviter_id.as_ref().and_then(|id| inviters.get(id)).cloned(),
            role: roles.snapshot(&invitation.role_id),
            invitation,
        })
    });
    Ok(invited.collect())
}
