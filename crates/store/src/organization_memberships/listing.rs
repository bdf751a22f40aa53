use housekey_contract::Millis;

use super::OrganizationMembershipRecord;
use crate::identifications::Kind;
use crate::query::Query;
use crate::tx::document;
use crate::{StoreError, Tx};

/// Which memberships are meant. What is empty or none does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Those of this organization.
    pub organization: Option<String>,
    /// Those of these users.
    pub users: Vec<String>,
    /// Those of all but these users.
    pub without_users: Vec<String>,
    /// Those with one of these roles.
    pub roles: Vec<String>,
    /// Those of users who have one of these normalized values, of each kind named.
    pub identifications: Vec<(Kind, Vec<String>)>,
    /// Those of users who fit this pattern in anything that is searched.
    pub search: Option<String>,
    /// Those of users who fit this pattern in their name.
    pub name: Option<String>,
    /// Those of users who fit this pattern in a value of the kind named.
    pub partial: Vec<(Kind, String)>,
    /// Those of users who were last active before this time; who never were don't match.
    pub last_active_before: Option<Millis>,
    /// Those of users who were last active after this time.
    pub last_active_after: Option<Millis>,
    /// Those of users created before this time.
    pub user_created_before: Option<Millis>,
    /// Those of users created after this time.
    pub user_created_after: Option<Millis>,
    /// None at all, as for roles that don't exist.
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
    /// The user's given name.
    FirstName,
    /// The user's family name.
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

/// The order of a listing and the part of it that is wanted.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The column; memberships with equal values stand in the order of their ids.
    pub by: OrderBy,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// How many to answer at most.
    pub limit: u32,
    /// How many to skip.
    pub offset: u32,
}

/// The memberships that match, in order.
pub fn list(
    tx: &mut Tx<'_>,
    filters: &Filters,
    order: &Order,
) -> Result<Vec<OrganizationMembershipRecord>, StoreError> {
    let mut query = matching("SELECT document FROM organization_memberships", filters);
    let (column, direction) = (order.by.column(), if order.descending { "DESC" } else { "ASC" });
    query.page(&format!("{column} {direction}, id {direction}"), order.limit, order.offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many memberships match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64, StoreError> {
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
    // Members are fewer than users: each is looked up, instead of all users being searched.
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

/// The conditions on what stands in a user's own row.
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
