use housekey_contract::backend::users::{CountUsers, ListUsers};
use housekey_contract::{Millis, UserId};
use housekey_store::identifications::Kind;
use housekey_store::users::{self, Filters, ListedUser, Order, OrderBy};
use housekey_store::{Tx, fold};

use crate::error::{Code, Result, invalid, missing, not_allowed, not_found};
use crate::page::Paging;
use crate::{identifiers, text};

/// Maximum number of rows read on the calling thread.
pub(crate) const MAX_INLINE: u32 = 200;
/// The most values of one filter.
const MAX_VALUES: usize = 100;
/// Maximum length of a search text.
const MAX_SEARCH_LENGTH: usize = 256;

/// A validated listing.
#[derive(Clone, Debug)]
pub struct Listing {
    filters: Filters,
    order: Order,
    starting_after: Option<UserId>,
}

impl Listing {
    /// Validates a request.
    pub fn check(mut request: ListUsers) -> Result<Self> {
        let paging = Paging::of(request.limit, request.offset)?;
        let (by, descending) = order_by(request.order_by.as_deref())?;
        let starting_after = request.starting_after.take();
        if starting_after.is_some() && by != OrderBy::CreatedAt {
            return Err(not_allowed("order_by", "created_at when starting_after is set"));
        }
        if starting_after.is_some() && paging.offset > 0 {
            return Err(not_allowed("offset", "0 when starting_after is set"));
        }
        let order = Order { by, descending, limit: paging.limit, offset: paging.offset, after: None };
        Ok(Self { filters: filters(request.into_filters())?, order, starting_after })
    }

    /// Whether it takes only a fraction of a millisecond: an unfiltered page near the beginning of an index.
    pub fn is_quick(&self) -> bool {
        let Order { limit, offset, .. } = self.order;
        self.filters == Filters::default() && limit.saturating_add(offset) <= MAX_INLINE
    }
}

/// Takes the users of a listing, in order.
pub fn listing<T>(
    tx: &mut Tx<'_>,
    listing: &Listing,
    take: impl FnMut(ListedUser<'_>) -> T,
) -> Result<Vec<T>> {
    let mut order = listing.order.clone();
    if let Some(id) = &listing.starting_after {
        let user = users::find(tx, id)?.ok_or_else(|| not_found("user", id.as_str()))?;
        order.after = Some((user.created_at, user.id));
    }
    Ok(users::list(tx, &listing.filters, &order, take)?)
}

fn order_by(text: Option<&str>) -> Result<(OrderBy, bool)> {
    let text = text.unwrap_or("-created_at");
    let (descending, column) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        // An unencoded plus is decoded as a space.
        Some(b'+' | b' ') => (false, &text[1..]),
        _ => (false, text),
    };
    let by = match column {
        "created_at" => OrderBy::CreatedAt,
        "updated_at" => OrderBy::UpdatedAt,
        "email_address" => OrderBy::EmailAddress,
        "web3wallet" => OrderBy::Web3Wallet,
        "first_name" => OrderBy::FirstName,
        "last_name" => OrderBy::LastName,
        "phone_number" => OrderBy::PhoneNumber,
        "username" => OrderBy::Username,
        "last_active_at" => OrderBy::LastActiveAt,
        "last_sign_in_at" => OrderBy::LastSignInAt,
        _ => {
            let allowed = "one of created_at, updated_at, email_address, web3wallet, first_name, last_name, \
                           phone_number, username, last_active_at, last_sign_in_at, with + or - in front";
            return Err(not_allowed("order_by", allowed));
        }
    };
    Ok((by, descending))
}

/// The validated and normalized filters of a listing or a count.
pub fn filters(request: CountUsers) -> Result<Filters> {
    let mut filters = Filters { banned: request.banned, ..Filters::default() };
    let wanted = [
        normal(Kind::EmailAddress, "email_address", request.email_address, identifiers::email_address)?,
        normal(Kind::PhoneNumber, "phone_number", request.phone_number, identifiers::phone_number)?,
        normal(Kind::Username, "username", request.username, identifiers::username)?,
        normal(Kind::Web3Wallet, "web3_wallet", request.web3_wallet, identifiers::web3_wallet)?,
    ];
    filters.identifications.extend(wanted.into_iter().flatten());
    if let Some(accounts) = accounts(request.provider, request.provider_user_id)? {
        filters.identifications.push((Kind::ExternalAccount, accounts));
    }
    let (with, without) = signed("external_id", request.external_id)?;
    filters.identifications.extend((!with.is_empty()).then_some((Kind::ExternalId, with)));
    filters.without_identifications.extend((!without.is_empty()).then_some((Kind::ExternalId, without)));
    (filters.ids, filters.without_ids) = signed("user_id", request.user_id)?;
    (filters.organizations, filters.without_organizations) =
        signed("organization_id", request.organization_id)?;

    filters.search = part("query", request.query)?;
    filters.name = part("name_query", request.name_query)?;
    let parts = [
        (Kind::EmailAddress, part("email_address_query", request.email_address_query)?),
        (Kind::PhoneNumber, part("phone_number_query", request.phone_number_query)?),
        (Kind::Username, part("username_query", request.username_query)?),
    ];
    filters.partial.extend(parts.into_iter().filter_map(|(kind, part)| Some((kind, part?))));

    let since = request.last_active_at_since.map(|since| since - Millis(1));
    let after = [
        (OrderBy::LastActiveAt, request.last_active_at_after),
        (OrderBy::LastActiveAt, since),
        (OrderBy::CreatedAt, request.created_at_after),
        (OrderBy::LastSignInAt, request.last_sign_in_at_after),
    ];
    let before = [
        (OrderBy::LastActiveAt, request.last_active_at_before),
        (OrderBy::CreatedAt, request.created_at_before),
        (OrderBy::LastSignInAt, request.last_sign_in_at_before),
    ];
    filters.after.extend(after.into_iter().filter_map(|(column, at)| Some((column, at?))));
    filters.before.extend(before.into_iter().filter_map(|(column, at)| Some((column, at?))));
    Ok(filters)
}

/// Normalized values. A malformed value matches nothing, like any other unknown value.
pub(crate) fn normal(
    kind: Kind,
    param: &str,
    values: Option<Vec<String>>,
    normalize: fn(&str) -> Result<String>,
) -> Result<Option<(Kind, Vec<String>)>> {
    let Some(values) = bounded(param, values)? else { return Ok(None) };
    Ok(Some((kind, values.iter().map(|value| normalize(value).unwrap_or_default()).collect())))
}

pub(crate) fn bounded(param: &str, values: Option<Vec<String>>) -> Result<Option<Vec<String>>> {
    let Some(values) = values.filter(|values| !values.is_empty()) else { return Ok(None) };
    if values.len() > MAX_VALUES {
        return Err(not_allowed(param, &format!("an array of at most {MAX_VALUES} values")));
    }
    Ok(Some(values))
}

/// Values to include, and values prefixed with `-` to exclude.
pub(crate) fn signed(param: &str, values: Option<Vec<String>>) -> Result<(Vec<String>, Vec<String>)> {
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for value in bounded(param, values)?.unwrap_or_default() {
        match value.as_bytes().first() {
            Some(b'-') => without.push(value[1..].to_owned()),
            Some(b'+' | b' ') => with.push(value[1..].to_owned()),
            _ => with.push(value),
        }
    }
    Ok((with, without))
}

fn accounts(provider: Option<String>, ids: Option<Vec<String>>) -> Result<Option<Vec<String>>> {
    match (provider, bounded("provider_user_id", ids)?) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(missing("provider_user_id")),
        (None, Some(_)) => Err(missing("provider")),
        (Some(provider), Some(ids)) => Ok(Some(ids.iter().map(|id| format!("{provider}:{id}")).collect())),
    }
}

/// A substring search; a blank one matches everyone.
pub(crate) fn part(param: &str, text: Option<String>) -> Result<Option<String>> {
    let Some(text) = text.map(|text| text::normal(&text)).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if text.contains('\0') {
        return Err(invalid(
            Code::FormParamFormatInvalid,
            param,
            "is invalid",
            "A search can't contain a NUL character.",
        ));
    }
    text::bounded(param, text, MAX_SEARCH_LENGTH).map(Some)
}

/// The `LIKE` pattern of such a search, over folded text.
pub(crate) fn pattern(param: &str, text: Option<String>) -> Result<Option<String>> {
    Ok(part(param, text)?.map(|text| fold::pattern(&text)))
}

/// The same over text in lower case.
pub(crate) fn lowercase_pattern(param: &str, text: Option<String>) -> Result<Option<String>> {
    Ok(part(param, text)?.map(|text| fold::lowercase_pattern(&text)))
}
