use super::OrganizationRecord;
use crate::query::Query;
use crate::tx::document;
use crate::{Result, Tx};

/// Filters for organizations. Empty and unset fields don't filter.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Only these organizations.
    pub ids: Vec<String>,
    /// All but these organizations.
    pub without_ids: Vec<String>,
    /// Only organizations with one of these members.
    pub members: Vec<String>,
    /// Only organizations with none of these members.
    pub without_members: Vec<String>,
    /// Only organizations with this id, or whose name or slug matches the pattern.
    pub search: Option<Search>,
}

/// A text search.
#[derive(Clone, Debug)]
pub struct Search {
    /// The text, as an id.
    pub id: String,
    /// The pattern; see [`crate::fold::pattern`].
    pub pattern: String,
}

/// A column that organizations can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderBy {
    /// Creation time.
    #[default]
    CreatedAt,
    /// Display name.
    Name,
    /// Number of members.
    MembersCount,
}

impl OrderBy {
    const fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::Name => "name",
            Self::MembersCount => "members_count",
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

/// The matching organizations, in order.
pub fn list(tx: &mut Tx<'_>, filters: &Filters, order: &Order) -> Result<Vec<OrganizationRecord>> {
    let mut query = matching("SELECT document FROM organizations", filters);
    let (column, direction) = (order.by.column(), if order.descending { "DESC" } else { "ASC" });
    query.page(&format!("{column} {direction}, id {direction}"), order.limit, order.offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many organizations match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64> {
    let query = matching("SELECT COUNT(*) FROM organizations", filters);
    Ok(tx.one(&query.sql, &query.params, |row| row.get(0))?.unwrap_or(0))
}

fn matching<'a>(select: &str, filters: &'a Filters) -> Query<'a> {
    let mut query = Query::new(select);
    query.among("id IN", &filters.ids);
    query.among("id NOT IN", &filters.without_ids);
    for (relation, users) in [("id IN", &filters.members), ("id NOT IN", &filters.without_members)] {
        if users.is_empty() {
            continue;
        }
        let users = query.values(users);
        query.and(&format!(
            "{relation} (SELECT organization_id FROM organization_memberships \
             WHERE instance_id = $1 AND user_id IN ({users}))"
        ));
    }
    if let Some(Search { id, pattern }) = &filters.search {
        let (id, pattern) = (query.bind(id.into()), query.bind(pattern.into()));
        let (name, slug) =
            (format!("name LIKE {pattern} ESCAPE '\\'"), format!("slug LIKE {pattern} ESCAPE '\\'"));
        query.and(&format!("(id = {id} OR {name} OR {slug})"));
    }
    query
}
