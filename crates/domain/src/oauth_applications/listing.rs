use housekey_contract::backend::oauth_applications::ListOAuthApplications;
use housekey_store::Tx;
use housekey_store::oauth_applications::{self, Filter, OAuthApplicationRecord, OrderBy};

use crate::error::{Result, not_allowed};
use crate::page::Paging;
use crate::text;

/// Maximum length of a search text.
const QUERY_LENGTH: usize = 256;

/// A validated listing.
#[derive(Clone, Debug)]
pub struct Listing {
    filter: Filter,
    order: (OrderBy, bool),
    paging: Paging,
}

impl Listing {
    /// Validates a request.
    pub fn check(request: ListOAuthApplications) -> Result<Self> {
        let filter = match request.name_query.filter(|query| !query.trim().is_empty()) {
            Some(query) => Filter::found_by(text::bounded("name_query", query, QUERY_LENGTH)?.trim()),
            None => Filter::none(),
        };
        Ok(Self {
            filter,
            order: order(request.order_by.as_deref().unwrap_or("-created_at"))?,
            paging: Paging::of(request.limit, request.offset)?,
        })
    }
}

/// The applications of a listing, in order.
pub fn listing(tx: &mut Tx<'_>, listing: &Listing) -> Result<Vec<OAuthApplicationRecord>> {
    let Paging { limit, offset } = listing.paging;
    Ok(oauth_applications::list(tx, &listing.filter, listing.order, limit, offset)?)
}

/// Counts the matching applications across all pages.
pub fn count(tx: &mut Tx<'_>, listing: &Listing) -> Result<u64> {
    Ok(oauth_applications::count(tx, &listing.filter)?)
}

fn order(text: &str) -> Result<(OrderBy, bool)> {
    // An unencoded plus is decoded as a space.
    let column = text.strip_prefix(['+', ' ', '-']).unwrap_or(text);
    let by = match column {
        "created_at" => OrderBy::CreatedAt,
        "name" => OrderBy::Name,
        _ => return Err(not_allowed("order_by", "created_at or name, optionally prefixed with + or -")),
    };
    Ok((by, text.starts_with('-')))
}
