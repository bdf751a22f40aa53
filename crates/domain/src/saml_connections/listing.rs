use housekey_contract::backend::saml_connections::ListSamlConnections;
use housekey_store::Tx;
use housekey_store::fold::fold;
use housekey_store::saml_connections::{self, Filters, OrderBy, SamlConnectionRecord};

use crate::error::{Result, not_allowed, too_long};
use crate::page::Paging;

/// Maximum length of a search text.
const QUERY: usize = 256;
/// Maximum number of organizations to filter by.
const MAX_ORGANIZATIONS: usize = 100;

/// A validated listing.
#[derive(Clone, Debug)]
pub struct Listing {
    filters: Filters,
    order: OrderBy,
    descending: bool,
    paging: Paging,
}

impl Listing {
    /// Validates a request.
    pub fn check(request: ListSamlConnections) -> Result<Self> {
        let paging = Paging::of(request.limit, request.offset)?;
        let query = request.query.filter(|query| !query.trim().is_empty());
        if query.as_ref().is_some_and(|query| query.chars().count() > QUERY) {
            return Err(too_long("query", QUERY));
        }
        let (order, descending) = order(request.order_by.as_deref().unwrap_or("-created_at"))?;
        let named = request.organization_id.unwrap_or_default();
        if named.len() > MAX_ORGANIZATIONS {
            return Err(not_allowed(
                "organization_id",
                &format!("an array of at most {MAX_ORGANIZATIONS} ids"),
            ));
        }
        let (excluded, included): (Vec<_>, Vec<_>) = named.into_iter().partition(|id| id.starts_with('-'));
        let plain =
            |ids: Vec<String>| ids.iter().map(|id| id.trim_start_matches(['+', '-']).to_owned()).collect();
        let filters = Filters {
            name: query.map(|query| contains(&fold(query.trim()))),
            organizations: plain(included),
            other_organizations: plain(excluded),
        };
        Ok(Self { filters, order, descending, paging })
    }
}

/// The connections of a listing.
pub fn listing(tx: &mut Tx<'_>, listing: &Listing) -> Result<Vec<SamlConnectionRecord>> {
    let Listing { filters, order, descending, paging } = listing;
    Ok(saml_connections::list(tx, filters, *order, *descending, paging.limit, paging.offset)?)
}

/// Counts the matching connections across all pages.
pub fn count(tx: &mut Tx<'_>, listing: &Listing) -> Result<u64> {
    Ok(saml_connections::count(tx, &listing.filters)?)
}

fn order(text: &str) -> Result<(OrderBy, bool)> {
    let order = match text.trim_start_matches(['+', '-']) {
        "created_at" => OrderBy::CreatedAt,
        "updated_at" => OrderBy::UpdatedAt,
        "name" => OrderBy::Name,
        _ => {
            return Err(not_allowed(
                "order_by",
                "created_at, updated_at, or name, optionally prefixed with + or -",
            ));
        }
    };
    Ok((order, text.starts_with('-')))
}

/// The `LIKE` pattern for text that contains this one.
fn contains(text: &str) -> String {
    let escaped = text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}
