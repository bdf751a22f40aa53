use housekey_contract::Millis;

use super::ListedMembership;
use crate::identifications::Kind;
use crate::query::Query;
use crate::{Result, Tx};

/// Filters for memberships. Empty and unset fields don't filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Only those of this organization.
    pub organization: Option<String>,
    /// Only these users.
    pub users: Vec<String>,
    /// All but these users.
    pub without_users: Vec<String>,
    /// Only members with one of these roles.
    pub roles: Vec<String>,
    /// Only users with one of these normalized values, for each kind.
    pub identifications: Vec<(Kind, Vec<String>)>,
    /// Only users who match this pattern in any searchable text.
    pub search: Option<String>,
    /// Only users whose name matches this pattern.
    pub name: Option<String>,
    /// Only users with a value of this kind that matches the pattern.
    pub partial: Vec<(Kind, String)>,
    /// Only users last active before this time. Users who never were don't match.
    pub last_active_before: Option<Millis>,
    /// Only users last active after this time.
    pub last_active_after: Option<Millis>,
    /// Only users created before this time.
    pub user_created_before: Option<Millis>,
    /// Only users created after this time.
    pub user_created_after: Option<Millis>,
    /// Matches nothing, as for unknown roles.
    pub nobody: bool,
}

/// A column that memberships can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderBy {
    /// When the user joined.
    #[default]
    CreatedAt,
    /// The user's primary e-mail address.
    EmailAddress,
    /// The user's primary phone number.
    PhoneNumber,
    /// The user's first name.
    FirstName,
    /// The user's last name.
    LastName,
    /// The user's username.
    Username,
}

impl OrderBy {
    const fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::EmailAddress => "email_address",
            Self::PhoneNumber => "phone_number",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Username => "username",
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

/// The memberships that match, in order.
pub fn list(tx: &mut Tx<'_>, filters: &Filters, order: &Order) -> Result<Vec<ListedMembership>> {
    let mut query = matching("SELECT id, organization_id, version FROM organization_memberships", filters);
    let (column, direction) = (order.by.column(), if order.descending { "DESC" } else { "ASC" });
    query.page(&format!("{column} {direction}, id {direction}"), order.limit, order.offset);
    tx.all(&query.sql, &query.params, ListedMembership::of)
}

/// How many memberships match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64> {
    let query = matching("SELECT COUNT(*) FROM organization_memberships", filters);
    Ok(tx.one(&query.sql, &query.params, |row| row.get(0))?.unwrap_or(0))
}

fn matching<'a>(select: &str, filters: &'a Filters) -> Query<'a> {
    let mut query = Query::new(select);
    if let Some(organization) = &filters.organization {
        let organization = query.bind(organization.into());
        query.and(&format!("organization_id = {organization}"));
    }
    query.among("user_id IN", &filters.users);
    query.among("user_id NOT IN", &filters.without_users);
    query.among("role_id IN", &filters.roles);
    for (kind, values) in &filters.identifications {
        let (kind, values) = (query.bind(kind.as_str().into()), query.values(values));
        query.and(&format!(
            "user_id IN (SELECT user_id FROM identifications \
             WHERE instance_id = $1 AND kind = {kind} AND value IN ({values}))"
        ));
    }
    // There are fewer members than users, so each is looked up instead of searching all users.
    for (kind, pattern) in &filters.partial {
        let (kind, pattern) = (query.bind(kind.as_str().into()), query.bind(pattern.into()));
        query.and(&format!(
            "EXISTS (SELECT 1 FROM identifications AS known WHERE known.instance_id = $1 \
             AND known.user_id = organization_memberships.user_id AND known.kind = {kind} \
             AND (known.value LIKE {pattern} ESCAPE '\\' OR known.folded LIKE {pattern} ESCAPE '\\'))"
        ));
    }
    if let Some(conditions) = of_users(&mut query, filters) {
        query.and(&format!(
            "EXISTS (SELECT 1 FROM users AS member WHERE member.instance_id = $1 \
             AND member.id = organization_memberships.user_id AND {conditions})"
        ));
    }
    if filters.nobody {
        query.and("FALSE");
    }
    query
}

/// The conditions on a user's own row.
fn of_users<'a>(query: &mut Query<'a>, filters: &'a Filters) -> Option<String> {
    let mut conditions = Vec::new();
    for (column, pattern) in [("search", &filters.search), ("name", &filters.name)] {
        if let Some(pattern) = pattern {
            let pattern = query.bind(pattern.into());
            conditions.push(format!("member.{column} LIKE {pattern} ESCAPE '\\'"));
        }
    }
    let times = [
        ("member.last_active_at > 0 AND member.last_active_at <", filters.last_active_before),
        ("member.last_active_at >", filters.last_active_after),
        ("member.created_at <", filters.user_created_before),
        ("member.created_at >", filters.user_created_after),
    ];
    for (relation, time) in times {
        if let Some(time) = time {
            let time = query.bind(time.0.into());
            conditions.push(format!("{relation} {time}"));
        }
    }
    (!conditions.is_empty()).then(|| conditions.join(" AND "))
}
