use housekey_contract::Millis;
use housekey_contract::object::OrganizationInvitationStatus as Status;

use super::OrganizationInvitationRecord;
use crate::query::Query;
use crate::tx::document;
use crate::{Result, Tx};

/// Filters for organization invitations. Empty and unset fields don't filter.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Only invitations to this organization.
    pub organization: Option<String>,
    /// Only invitations to these addresses.
    pub email_addresses: Vec<String>,
    /// Only invitations whose address matches this pattern; see [`crate::fold::lowercase_pattern`].
    pub search: Option<String>,
    /// Only invitations with one of these statuses at `now`.
    pub statuses: Vec<Status>,
    /// The time at which the status is evaluated.
    pub now: Millis,
    /// Excludes invitations created through domains.
    pub by_hand: bool,
    /// Matches nothing, as for users without an address.
    pub nobody: bool,
}

/// A column that invitations can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderBy {
    /// Creation time.
    #[default]
    CreatedAt,
    /// Email address of the invitee.
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

/// Sort order and page of a listing.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The sort column; ties are ordered by id.
    pub by: OrderBy,
    /// Whether to sort in descending order.
    pub descending: bool,
    /// Maximum number of items to return.
    pub limit: u32,
    /// Number of items to skip.
    pub offset: u32,
}

/// The matching invitations, in order.
pub fn list(tx: &mut Tx<'_>, filters: &Filters, order: &Order) -> Result<Vec<OrganizationInvitationRecord>> {
    let mut query = matching("SELECT document FROM organization_invitations", filters);
    let (column, direction) = (order.by.column(), if order.descending { "DESC" } else { "ASC" });
    query.page(&format!("{column} {direction}, id {direction}"), order.limit, order.offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many invitations match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64> {
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

/// A condition that an invitation has this status at `now`.
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
