use std::collections::{BTreeSet, HashMap};

use housekey_contract::backend::organization_memberships::ListOrganizationMemberships;
use housekey_contract::backend::users::{ListInstanceMemberships, ListUserMemberships};
use housekey_contract::{OrganizationId, UserId};
use housekey_store::Tx;
use housekey_store::identifications::Kind;
use housekey_store::organization_memberships::{self, Filters, Order, OrderBy, OrganizationMembershipRecord};
use housekey_store::organizations::{self as organization_rows, OrganizationRecord};
use housekey_store::users::{self as user_rows, UserRecord};

use super::Member;
use crate::error::Result;
use crate::organization_roles::Roles;
use crate::page::{Paging, order};
use crate::users::listing::{bounded, normal, pattern, signed};
use crate::{identifiers, organizations, users};

const COLUMNS: [(&str, OrderBy); 6] = [
    ("phone_number", OrderBy::PhoneNumber),
    ("email_address", OrderBy::EmailAddress),
    ("created_at", OrderBy::CreatedAt),
    ("first_name", OrderBy::FirstName),
    ("last_name", OrderBy::LastName),
    ("username", OrderBy::Username),
];

/// A validated listing.
#[derive(Clone, Debug)]
pub struct Listing {
    filters: Filters,
    order: Order,
    /// Keys of roles to filter by.
    roles: Option<Vec<String>>,
}

impl Listing {
    /// Validates a request for an organization's members.
    pub fn check(request: ListOrganizationMemberships) -> Result<Self> {
        let order = ordered(request.order_by.as_deref(), request.limit, request.offset)?;
        let (users, without_users) = signed("user_id", request.user_id)?;
        let known = [
            normal(Kind::EmailAddress, "email_address", request.email_address, identifiers::email_address)?,
            normal(Kind::PhoneNumber, "phone_number", request.phone_number, identifiers::phone_number)?,
            normal(Kind::Username, "username", request.username, identifiers::username)?,
            normal(Kind::Web3Wallet, "web3_wallet", request.web3_wallet, identifiers::web3_wallet)?,
        ];
        let partial = [
            (Kind::EmailAddress, pattern("email_address_query", request.email_address_query)?),
            (Kind::PhoneNumber, pattern("phone_number_query", request.phone_number_query)?),
            (Kind::Username, pattern("username_query", request.username_query)?),
        ];
        let filters = Filters {
            users,
            without_users,
            identifications: known.into_iter().flatten().collect(),
            search: pattern("query", request.query)?,
            name: pattern("name_query", request.name_query)?,
            partial: partial.into_iter().filter_map(|(kind, pattern)| Some((kind, pattern?))).collect(),
            last_active_before: request.last_active_at_before,
            last_active_after: request.last_active_at_after,
            user_created_before: request.created_at_before,
            user_created_after: request.created_at_after,
            ..Filters::default()
        };
        Ok(Self { filters, order, roles: bounded("role", request.role)? })
    }

    /// Validates a request for a user's memberships.
    pub fn of_user(request: &ListUserMemberships) -> Result<Self> {
        let order = ordered(None, request.limit, request.offset)?;
        Ok(Self { filters: Filters::default(), order, roles: None })
    }

    /// Validates a request for all memberships of the instance.
    pub fn of_instance(request: &ListInstanceMemberships) -> Result<Self> {
        let order = ordered(request.order_by.as_deref(), request.limit, request.offset)?;
        Ok(Self { filters: Filters::default(), order, roles: None })
    }
}

fn ordered(by: Option<&str>, limit: Option<i64>, offset: Option<i64>) -> Result<Order> {
    let paging = Paging::of(limit, offset)?;
    let (by, descending) = order(by, &COLUMNS)?;
    Ok(Order { by, descending, limit: paging.limit, offset: paging.offset })
}

/// The members of an organization, in order, and their total number.
pub fn listing(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
    listing: &Listing,
) -> Result<(Vec<Member>, u64)> {
    let organization = organizations::get(tx, organization)?;
    let mut listing = listing.clone();
    let is_of_all = listing.filters == Filters::default() && listing.roles.is_none();
    listing.filters.organization = Some(organization.id.to_string());
    // The number of members is stored; counting ten thousand takes longer than reading a page.
    let total = is_of_all.then_some(organization.members_count.cast_unsigned());
    found(tx, listing, total)
}

/// The memberships of a user, in order, and their total number.
pub fn listing_of_user(tx: &mut Tx<'_>, user: &UserId, listing: &Listing) -> Result<(Vec<Member>, u64)> {
    users::get(tx, user)?;
    let mut listing = listing.clone();
    listing.filters.users = vec![user.to_string()];
    found(tx, listing, None)
}

/// All memberships of the instance, in order, and their total number.
pub fn listing_of_instance(tx: &mut Tx<'_>, listing: &Listing) -> Result<(Vec<Member>, u64)> {
    found(tx, listing.clone(), None)
}

/// The matching memberships and their number, unless already known.
fn found(tx: &mut Tx<'_>, mut listing: Listing, total: Option<u64>) -> Result<(Vec<Member>, u64)> {
    let roles = Roles::load(tx)?;
    if let Some(keys) = &listing.roles {
        listing.filters.roles = roles.ids(keys);
        listing.filters.nobody = listing.filters.roles.is_empty();
    }
    let total = match total {
        Some(total) => total,
        None => organization_memberships::count(tx, &listing.filters)?,
    };
    let memberships = organization_memberships::list(tx, &listing.filters, &listing.order)?;
    Ok((beside(tx, &roles, memberships)?, total))
}

/// Loads the related data of several memberships at once.
fn beside(
    tx: &mut Tx<'_>,
    roles: &Roles,
    memberships: Vec<OrganizationMembershipRecord>,
) -> Result<Vec<Member>> {
    let users = distinct(memberships.iter().map(|membership| membership.user_id.to_string()));
    let users = user_rows::find_all(tx, &users)?.into_iter().map(|user| (user.id.clone(), user));
    let users: HashMap<UserId, UserRecord> = users.collect();
    let organizations = distinct(memberships.iter().map(|membership| membership.organization_id.to_string()));
    let organizations = organization_rows::find_all(tx, &organizations)?;
    let organizations: HashMap<OrganizationId, OrganizationRecord> =
        organizations.into_iter().map(|organization| (organization.id.clone(), organization)).collect();
    let members = memberships.into_iter().filter_map(|membership| {
        Some(Member {
            organization: organizations.get(&membership.organization_id)?.clone(),
            user: users.get(&membership.user_id)?.clone(),
            role: roles.snapshot(&membership.role_id),
            membership,
        })
    });
    Ok(members.collect())
}

pub(crate) fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    values.collect::<BTreeSet<_>>().into_iter().collect()
}
