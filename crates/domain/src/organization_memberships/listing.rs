use std::collections::BTreeSet;

use housekey_contract::backend::organization_memberships::ListOrganizationMemberships;
use housekey_contract::backend::users::{ListInstanceMemberships, ListUserMemberships};
use housekey_contract::{OrganizationId, UserId};
use housekey_store::identifications::Kind;
use housekey_store::organization_memberships::{
    self, Filters, ListedMembership, Order, OrderBy, OrganizationMembershipRecord, StoredMembership,
};
use housekey_store::organizations::{self as organization_rows, OrganizationRecord};
use housekey_store::users::UserRecord;
use housekey_store::{StoreError, Tx};

use super::Member;
use crate::error::Result;
use crate::organization_roles::Roles;
use crate::page::{Paging, order};
use crate::users::listing::{MAX_INLINE, bounded, normal, pattern, signed};
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

    /// Whether the page is cheap to read: all members of an organization, near the start of an index.
    pub fn is_quick(&self) -> bool {
        self.is_of_all() && self.order.limit.saturating_add(self.order.offset) <= MAX_INLINE
    }

    fn is_of_all(&self) -> bool {
        self.filters == Filters::default() && self.roles.is_none()
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

/// A page of memberships, and what is shown beside them.
#[derive(Clone, Debug)]
pub struct MembershipPage {
    /// The memberships, in order.
    pub memberships: Vec<ListedMembership>,
    /// Their organizations.
    pub organizations: Vec<OrganizationRecord>,
    /// The instance's roles.
    pub roles: Roles,
    /// How many memberships match in all, over all pages.
    pub total: u64,
}

impl MembershipPage {
    /// A membership of the page with what is shown beside it; nothing where its organization was not there.
    pub fn member(&self, membership: OrganizationMembershipRecord, user: UserRecord) -> Option<Member> {
        let mut organizations = self.organizations.iter();
        let organization = organizations.find(|one| one.id == membership.organization_id)?.clone();
        let role = self.roles.snapshot(&membership.role_id);
        Some(Member { membership, organization, user, role })
    }
}

/// The members of an organization.
pub fn listing(tx: &mut Tx<'_>, organization: &OrganizationId, listing: &Listing) -> Result<MembershipPage> {
    let organization = organizations::get(tx, organization)?;
    let mut listing = listing.clone();
    let is_of_all = listing.is_of_all();
    listing.filters.organization = Some(organization.id.to_string());
    // The number of members is stored; counting ten thousand takes longer than reading a page.
    let total = is_of_all.then_some(organization.members_count.cast_unsigned());
    found(tx, listing, total, Some(organization))
}

/// The memberships of a user.
pub fn listing_of_user(tx: &mut Tx<'_>, user: &UserId, listing: &Listing) -> Result<MembershipPage> {
    users::get(tx, user)?;
    let mut listing = listing.clone();
    listing.filters.users = vec![user.to_string()];
    found(tx, listing, None, None)
}

/// All memberships of the instance.
pub fn listing_of_instance(tx: &mut Tx<'_>, listing: &Listing) -> Result<MembershipPage> {
    found(tx, listing.clone(), None, None)
}

/// What matches, and how many do, unless that is known; so may be the organization of all of it.
fn found(
    tx: &mut Tx<'_>,
    mut listing: Listing,
    total: Option<u64>,
    organization: Option<OrganizationRecord>,
) -> Result<MembershipPage> {
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
    let organizations = if let Some(organization) = organization {
        vec![organization]
    } else {
        let ids = memberships.iter().map(|membership| membership.organization_id.to_string());
        organization_rows::find_all(tx, &distinct(ids))?
    };
    Ok(MembershipPage { memberships, organizations, roles, total })
}

/// Shows those of these memberships that are there, in no order.
pub fn show_all<T>(
    tx: &mut Tx<'_>,
    ids: &[String],
    show: impl FnMut(&StoredMembership<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>> {
    Ok(organization_memberships::show_all(tx, ids, show)?)
}

pub(crate) fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    values.collect::<BTreeSet<_>>().into_iter().collect()
}
