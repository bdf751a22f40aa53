use housekey_contract::{Millis, UserId};

use super::ListedUser;
use super::source::Source;
use crate::fold::pattern;
use crate::identifications::Kind;
use crate::query::Query;
use crate::{Result, Tx};

/// Filters for users. Empty and unset fields don't filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Only users with one of these normalized values, for each kind.
    pub identifications: Vec<(Kind, Vec<String>)>,
    /// Only users with none of these normalized values, for each kind.
    pub without_identifications: Vec<(Kind, Vec<String>)>,
    /// Only these users.
    pub ids: Vec<String>,
    /// All but these users.
    pub without_ids: Vec<String>,
    /// Only users with an identifier or name that contains this folded text, or an id that starts with it.
    pub search: Option<String>,
    /// Only users with a value of this kind that contains this folded text.
    pub partial: Vec<(Kind, String)>,
    /// Only users whose name contains this folded text.
    pub name: Option<String>,
    /// Only banned users, or only users who aren't banned.
    pub banned: Option<bool>,
    /// Only users whose value in this column is before the given time; users without a value don't match.
    pub before: Vec<(OrderBy, Millis)>,
    /// Only users whose value in this column is after the given time.
    pub after: Vec<(OrderBy, Millis)>,
    /// Only members of one of these organizations.
    pub organizations: Vec<String>,
    /// Only members of none of these organizations.
    pub without_organizations: Vec<String>,
}

/// A column that users can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderBy {
    /// Creation time.
    #[default]
    CreatedAt,
    /// Last update.
    UpdatedAt,
    /// Last activity.
    LastActiveAt,
    /// Last sign-in.
    LastSignInAt,
    /// Primary email address.
    EmailAddress,
    /// Primary phone number.
    PhoneNumber,
    /// Primary wallet.
    Web3Wallet,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Username.
    Username,
}

impl OrderBy {
    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::LastActiveAt => "last_active_at",
            Self::LastSignInAt => "last_sign_in_at",
            Self::EmailAddress => "email_address",
            Self::PhoneNumber => "phone_number",
            Self::Web3Wallet => "web3_wallet",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Username => "username",
        }
    }

    /// The index that is in this order.
    pub(super) const fn index(self) -> &'static str {
        match self {
            Self::CreatedAt => "users_by_created_at",
            Self::UpdatedAt => "users_by_updated_at",
            Self::LastActiveAt => "users_by_last_active_at",
            Self::LastSignInAt => "users_by_last_sign_in_at",
            Self::EmailAddress => "users_by_email_address",
            Self::PhoneNumber => "users_by_phone_number",
            Self::Web3Wallet => "users_by_web3_wallet",
            Self::FirstName => "users_by_first_name",
            Self::LastName => "users_by_last_name",
            Self::Username => "users_by_username",
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
    /// The user to start after, with their creation time; requires ordering by `CreatedAt`.
    pub after: Option<(Millis, UserId)>,
}

/// Takes the users that match, in order.
pub fn list<T>(
    tx: &mut Tx<'_>,
    filters: &Filters,
    order: &Order,
    mut take: impl FnMut(ListedUser<'_>) -> T,
) -> Result<Vec<T>> {
    let source = Source::choose(tx, filters, order.by)?;
    let texts = Texts::of(filters);
    let mut query = matching("id, version", &source, filters, &texts);
    let (column, direction, beyond) =
        if order.descending { (order.by.column(), "DESC", '<') } else { (order.by.column(), "ASC", '>') };
    if let Some((created_at, id)) = &order.after {
        let (at, id) = (query.bind(created_at.0.into()), query.bind(id.as_str().into()));
        query.and(&format!("(created_at, id) {beyond} ({at}, {id})"));
    }
    query.page(&format!("{column} {direction}, id {direction}"), order.limit, order.offset);
    tx.all(&query.sql, &query.params, |row| Ok(take(ListedUser::of(row)?)))
}

/// How many users match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64> {
    let source = Source::choose(tx, filters, OrderBy::CreatedAt)?;
    let texts = Texts::of(filters);
    let query = matching("COUNT(*)", &source, filters, &texts);
    Ok(tx.one(&query.sql, &query.params, |row| row.get(0))?.unwrap_or(0))
}

/// The search patterns.
struct Texts {
    search: Option<String>,
    name: Option<String>,
    partial: Vec<(Kind, String)>,
}

impl Texts {
    fn of(filters: &Filters) -> Self {
        Self {
            search: filters.search.as_deref().map(pattern),
            name: filters.name.as_deref().map(pattern),
            partial: filters.partial.iter().map(|(kind, text)| (*kind, pattern(text))).collect(),
        }
    }
}

fn matching<'a>(columns: &str, source: &'a Source, filters: &'a Filters, texts: &'a Texts) -> Query<'a> {
    let mut query = source.query(columns);
    for (kind, values) in &filters.identifications {
        identified(&mut query, "id IN", *kind, values);
    }
    for (kind, values) in &filters.without_identifications {
        identified(&mut query, "id NOT IN", *kind, values);
    }
    query.among("id IN", &filters.ids);
    query.among("id NOT IN", &filters.without_ids);
    for (kind, part) in &texts.partial {
        partly_identified(&mut query, *kind, part);
    }
    if let Some(part) = texts.search.as_deref().filter(|_| !source.has_searched()) {
        contains(&mut query, "search", part);
    }
    if let Some(part) = texts.name.as_deref() {
        // A name is part of the searched text, and only that has a trigram index.
        contains(&mut query, "search", part);
        contains(&mut query, "name", part);
    }
    if let Some(banned) = filters.banned {
        query.and(if banned { "banned" } else { "NOT banned" });
    }
    for (column, time) in &filters.before {
        let (column, time) = (column.column(), query.bind(time.0.into()));
        query.and(&format!("{column} > 0 AND {column} < {time}"));
    }
    for (column, time) in &filters.after {
        let (column, time) = (column.column(), query.bind(time.0.into()));
        query.and(&format!("{column} > {time}"));
    }
    for (relation, organizations) in
        [("id IN", &filters.organizations), ("id NOT IN", &filters.without_organizations)]
    {
        if !organizations.is_empty() {
            let organizations = query.values(organizations);
            query.and(&format!(
                "{relation} (SELECT user_id FROM organization_memberships \
                 WHERE instance_id = $1 AND organization_id IN ({organizations}))"
            ));
        }
    }
    query
}

fn contains<'a>(query: &mut Query<'a>, column: &str, part: &'a str) {
    let part = query.bind(part.into());
    query.and(&format!("{column} LIKE {part} ESCAPE '\\'"));
}

fn identified<'a>(query: &mut Query<'a>, relation: &str, kind: Kind, values: &'a [String]) {
    let kind = query.bind(kind.as_str().into());
    let values = query.values(values);
    query.and(&format!(
        "{relation} (SELECT user_id FROM identifications \
         WHERE instance_id = $1 AND kind = {kind} AND value IN ({values}))"
    ));
}

/// Every searched value is also part of the user's own search text, which is compared first because it is in the row.
fn partly_identified<'a>(query: &mut Query<'a>, kind: Kind, part: &'a str) {
    let (kind, part) = (query.bind(kind.as_str().into()), query.bind(part.into()));
    query.and(&format!(
        "search LIKE {part} ESCAPE '\\' AND EXISTS (SELECT 1 FROM identifications known \
         WHERE known.instance_id = $1 AND known.user_id = users.id AND known.kind = {kind} \
         AND (known.value LIKE {part} ESCAPE '\\' OR known.folded LIKE {part} ESCAPE '\\'))"
    ));
}
