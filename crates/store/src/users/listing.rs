use housekey_contract::{Millis, UserId};

use super::source::Source;
use super::{UserDocument, UserRecord};
use crate::fold::pattern;
use crate::identifications::Kind;
use crate::query::Query;
use crate::{StoreError, Tx};

/// Which users are meant. What is empty or none does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Users who have one of these normalized values, of each kind named.
    pub identifications: Vec<(Kind, Vec<String>)>,
    /// Users who have none of these normalized values, of each kind named.
    pub without_identifications: Vec<(Kind, Vec<String>)>,
    /// These users.
    pub ids: Vec<String>,
    /// All but these users.
    pub without_ids: Vec<String>,
    /// Users with this text in what they are known by, folded, or with an id that begins with it.
    pub search: Option<String>,
    /// Users with this text in a value of the kind named, folded.
    pub partial: Vec<(Kind, String)>,
    /// Users with this text in their name, folded.
    pub name: Option<String>,
    /// Users who are, or are not, banned.
    pub banned: Option<bool>,
    /// Users with a time of this column before the one given; users without the time don't match.
    pub before: Vec<(OrderBy, Millis)>,
    /// Users with a time of this column after the one given.
    pub after: Vec<(OrderBy, Millis)>,
    /// Members of one of these organizations.
    pub organizations: Vec<String>,
    /// Members of none of these organizations.
    pub without_organizations: Vec<String>,
}

/// A column that users can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderBy {
    /// When they signed up.
    #[default]
    CreatedAt,
    /// When they last changed.
    UpdatedAt,
    /// When they were last active.
    LastActiveAt,
    /// When they last signed in.
    LastSignInAt,
    /// Their primary e-mail address.
    EmailAddress,
    /// Their primary phone number.
    PhoneNumber,
    /// Their primary wallet.
    Web3Wallet,
    /// Given name.
    FirstName,
    /// Family name.
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

    /// The index that holds users in this order.
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

/// The order of a listing and the part of it that is wanted.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The column; users with equal values stand in the order of their ids.
    pub by: OrderBy,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// How many to answer at most.
    pub limit: u32,
    /// How many to skip.
    pub offset: u32,
    /// The user after whom to begin, with their time of creation; the order is by `CreatedAt` then.
    pub after: Option<(Millis, UserId)>,
}

/// The users that match, in order.
pub fn list(tx: &mut Tx<'_>, filters: &Filters, order: &Order) -> Result<Vec<UserRecord>, StoreError> {
    list_documents(tx, filters, order)?.iter().map(UserDocument::read).collect()
}

/// The same as [`list`], without taking the documents apart.
pub fn list_documents(
    tx: &mut Tx<'_>,
    filters: &Filters,
    order: &Order,
) -> Result<Vec<UserDocument>, StoreError> {
    let source = Source::choose(tx, filters, order.by)?;
    let texts = Texts::of(filters);
    let mut query = matching("document", &source, filters, &texts);
    let (column, direction, beyond) =
        if order.descending { (order.by.column(), "DESC", '<') } else { (order.by.column(), "ASC", '>') };
    if let Some((created_at, id)) = &order.after {
        let (at, id) = (query.bind(created_at.0.into()), query.bind(id.as_str().into()));
        query.and(&format!("(created_at, id) {beyond} ({at}, {id})"));
    }
    query.page(&format!("{column} {direction}, id {direction}"), order.limit, order.offset);
    tx.all(&query.sql, &query.params, UserDocument::of)
}

/// How many users match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64, StoreError> {
    let source = Source::choose(tx, filters, OrderBy::CreatedAt)?;
    let texts = Texts::of(filters);
    let query = matching("COUNT(*)", &source, filters, &texts);
    Ok(tx.one(&query.sql, &query.params, |row| row.get(0))?.unwrap_or(0))
}

/// The patterns of what is searched for.
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
        // A name is part of what is searched, and only that has an index of its parts.
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

/// Every value that is searched also stands in the user's own text, which is compared first: it is at hand.
fn partly_identified<'a>(query: &mut Query<'a>, kind: Kind, part: &'a str) {
    let (kind, part) = (query.bind(kind.as_str().into()), query.bind(part.into()));
    query.and(&format!(
        "search LIKE {part} ESCAPE '\\' AND EXISTS (SELECT 1 FROM identifications known \
         WHERE known.instance_id = $1 AND known.user_id = users.id AND known.kind = {kind} \
         AND (known.value LIKE {part} ESCAPE '\\' OR known.folded LIKE {part} ESCAPE '\\'))"
    ));
}
