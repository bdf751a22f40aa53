use housekey_contract::Millis;
use housekey_contract::backend::sessions::ListSessions;
use housekey_store::Tx;
use housekey_store::sessions::{self, Filters, SessionRecord};

use crate::error::Result;
use crate::page::Paging;

/// A validated listing.
#[derive(Clone, Debug)]
pub struct Listing {
    filters: Filters,
    paging: Paging,
}

impl Listing {
    /// Validates a request. Statuses are evaluated at `now`.
    pub fn check(request: ListSessions, now: Millis) -> Result<Self> {
        let paging = Paging::of(request.limit, request.offset)?;
        let ListSessions { client_id, user_id, status, .. } = request;
        Ok(Self { filters: Filters { user_id, client_id, status, now }, paging })
    }
}

/// The sessions of a listing, newest first.
pub fn listing(tx: &mut Tx<'_>, listing: &Listing) -> Result<Vec<SessionRecord>> {
    Ok(sessions::list(tx, &listing.filters, listing.paging.limit, listing.paging.offset)?)
}

/// Counts the matching sessions across all pages.
pub fn count(tx: &mut Tx<'_>, listing: &Listing) -> Result<u64> {
    Ok(sessions::count(tx, &listing.filters)?)
}
