use housekey_contract::backend::organization_permissions::ListOrganizationPermissions;
use housekey_contract::backend::organization_roles::ListOrganizationRoles;
use housekey_store::Tx;
use housekey_store::fold::fold;
use housekey_store::organization_roles::{PermissionRecord, RoleRecord};

use super::{RoleWithPermissions, Roles};
use crate::error::Result;
use crate::page::{Paging, order};
use crate::users::listing::part;

/// Sort columns of roles and permissions.
#[derive(Clone, Copy, Debug)]
enum OrderBy {
    CreatedAt,
    Name,
    Key,
}

/// A validated listing. Roles and permissions are few, so they are sorted in memory.
#[derive(Clone, Debug)]
pub struct Listing {
    id: String,
    search: Option<String>,
    by: OrderBy,
    descending: bool,
    paging: Paging,
}

impl Listing {
    /// Validates a request for roles.
    pub fn of_roles(request: ListOrganizationRoles) -> Result<Self> {
        Self::check(request.query, request.order_by.as_deref(), Paging::of(request.limit, request.offset)?)
    }

    /// Validates a request for permissions.
    pub fn of_permissions(request: ListOrganizationPermissions) -> Result<Self> {
        Self::check(request.query, request.order_by.as_deref(), Paging::of(request.limit, request.offset)?)
    }

    fn check(query: Option<String>, by: Option<&str>, paging: Paging) -> Result<Self> {
        let columns = [("created_at", OrderBy::CreatedAt), ("name", OrderBy::Name), ("key", OrderBy::Key)];
        let (by, descending) = order(by, &columns)?;
        let id = query.as_deref().unwrap_or_default().trim().to_owned();
        let search = part("query", query)?.map(|text| fold(&text));
        Ok(Self { id, search, by, descending, paging })
    }

    /// The items of this page, in order, and their total number.
    fn page<T: Listed + Clone>(&self, all: impl Iterator<Item = T>) -> (Vec<T>, u64) {
        let mut found: Vec<T> = all.filter(|one| self.matches(one)).collect();
        found.sort_by(|one, other| {
            let ordering = match self.by {
                OrderBy::CreatedAt => one.columns().created_at.cmp(&other.columns().created_at),
                OrderBy::Name => fold(one.columns().name).cmp(&fold(other.columns().name)),
                OrderBy::Key => one.columns().key.cmp(other.columns().key),
            };
            let ordering = ordering.then_with(|| one.columns().key.cmp(other.columns().key));
            if self.descending { ordering.reverse() } else { ordering }
        });
        let total = found.len() as u64;
        let skip = usize::try_from(self.paging.offset).unwrap_or(usize::MAX);
        let take = usize::try_from(self.paging.limit).unwrap_or(usize::MAX);
        (found.into_iter().skip(skip).take(take).collect(), total)
    }

    fn matches(&self, one: &impl Listed) -> bool {
        let Some(search) = &self.search else { return true };
        let columns = one.columns();
        columns.id == self.id || fold(columns.name).contains(search) || columns.key.contains(search)
    }
}

/// The values to search and sort by.
struct Columns<'a> {
    id: &'a str,
    name: &'a str,
    key: &'a str,
    created_at: i64,
}

trait Listed {
    fn columns(&self) -> Columns<'_>;
}

impl Listed for RoleRecord {
    fn columns(&self) -> Columns<'_> {
        Columns { id: self.id.as_str(), name: &self.name, key: &self.key, created_at: self.created_at.0 }
    }
}

impl Listed for PermissionRecord {
    fn columns(&self) -> Columns<'_> {
        Columns { id: self.id.as_str(), name: &self.name, key: &self.key, created_at: self.created_at.0 }
    }
}

/// The roles of a listing, in order, and their total number.
pub fn roles(tx: &mut Tx<'_>, listing: &Listing) -> Result<(Vec<RoleWithPermissions>, u64)> {
    let roles = Roles::load(tx)?;
    let (found, total) = listing.page(roles.record.roles.iter().cloned());
    Ok((found.iter().map(|role| roles.shown(role)).collect(), total))
}

/// The permissions of a listing, in order, and their total number.
pub fn permissions(tx: &mut Tx<'_>, listing: &Listing) -> Result<(Vec<PermissionRecord>, u64)> {
    let roles = Roles::load(tx)?;
    Ok(listing.page(roles.permissions().cloned()))
}
