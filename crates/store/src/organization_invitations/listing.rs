use housekey_contract::Millis;
use housekey_contract::object::OrganizationInvitationStatus as Status;

use super::OrganizationInvitationRecord;
use crate::query::Query;
use crate::tx::document;
use crate::{StoreError, Tx};

/// Which invitations are meant. What is empty or none does not restrict.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Those to this organization.
    pub organization: Option<String>,
    /// Those of these addresses.
    pub email_addresses: Vec<String>,
    /// Those that fit this pattern in the address; see [`crate::fold::lowercase_pattern`].
    pub search: Option<String>,
    /// Those of these statuses at `now`.
    pub statuses: Vec<Status>,
    /// The moment at which the statuses are judged.
    pub now: Millis,
    /// Not those that domains have made.
    pub by_hand: bool,
    /// None at all, as for users without an address.
    pub nobody: bool,
}

/// A column that invitations can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderBy {
    /// When they were made.
    #[default]
    CreatedAt,
    /// Who is invited.
    EmailAddress,
}

impl OrderBy {
    const fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::EmailAddress => "email_address",
        }
    }
}

/// The order of a listing and the part of it that is wanted.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The column; invitations with equal values stand in the order of their ids.
    pub by: OrderBy,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// How many to answer at most.
    pub limit: u32,
    /// How many to skip.
    pub offset: u32,
}

/// The invitations that match, in order.
pub fn list(
    tx: &mut Tx<'_>,
    filters: &Filters,
    order: &Order,
) -> Result<Vec<OrganizationInvitationRecord>, StoreError> {
    let mut query = matching("SELECT document FROM organization_invitations", filters);
    let (column, direction) = (order.by.column(), if order.descending { "DESC" } else { "ASC" });
    query.page(&format!("{column} {direction}, id {direction}"), order.limit, order.offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many invitations match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64, StoreError> {
    let query = matching("SELECT COUNT(*) FROM organization_invitations", filters);
    Ok(tx.one(&query.sql, &query.params, |row| row.get(0))?.unwrap_or(0))
}

fn matching<'a>(select: &str, filters: &'a Filters) -> Query<'a> {
    let mut query = Query::new(select);
    if let Some(organization) = &filters.organization {
        let organization = query.bind(organization.into());
        query.and(&format!("organization_id = {organization}"));
    }
    query.among("email_address IN", &filters.email_addresses);
    if let Some(pattern) = &filters.search {
        let pattern = query.bind(pattern.into());
        query.and(&format!("email_address LIKE {pattern} ESCAPE '\\'"));
    }
    if !filters.statuses.is_empty() {
        let conditions: Vec<_> =
            filters.statuses.iter().map(|status| is(&mut query, status, filters.now)).collect();
        query.and(&format!("({})", conditions.join(" OR ")));
    }
    if filters.by_hand {
        query.and("domain_id = ''");
    }
    if filters.nobody {
        query.and("FALSE");
    }
    query
}

/// That an invitation is of this status at `now`.
fn is<'a>(query: &mut Query<'a>, status: &'a Status, now: Millis) -> String {
    match status {
        Status::Pending => {
            let now = query.bind(now.0.into());
            format!("status = 'pending' AND expires_at > {now}")
        }
        Status::Expired => {
            let now = query.bind(now.0.into());
            format!("status = 'pending' AND expires_at <= {now}")
        }
        other => {
            let other = query.bind(other.as_str().into());
            format!("status = {other}")
        }
    }
}
