use housekey_contract::Millis;
use housekey_contract::backend::invitations::ListInvitations;
use housekey_store::Tx;
use housekey_store::invitations::{self, Filters, InvitationRecord, OrderBy};

use crate::error::Result;
use crate::page::{Paging, order, search};

const COLUMNS: &[(&str, OrderBy)] = &[
    ("created_at", OrderBy::CreatedAt),
    ("email_address", OrderBy::EmailAddress),
    ("expires_at", OrderBy::ExpiresAt),
];

/// A validated listing of invitations.
#[derive(Clone, Debug)]
pub struct Listing {
    filters: Filters,
    order: (OrderBy, bool),
    paging: Paging,
}

impl Listing {
    /// Validates a request. Revoked invitations are listed only on request.
    pub fn check(request: ListInvitations, now: Millis) -> Result<Self> {
        Ok(Self {
            filters: Filters { status: request.status, search: search("query", request.query)?, now },
            order: order(request.order_by.as_deref(), COLUMNS)?,
            paging: Paging::of(request.limit, request.offset)?,
        })
    }
}

/// The invitations of a listing, in order.
pub fn listing(tx: &mut Tx<'_>, listing: &Listing) -> Result<Vec<InvitationRecord>> {
    let Paging { limit, offset } = listing.paging;
    Ok(invitations::list(tx, &listing.filters, listing.order, limit, offset)?)
}

/// Counts the invitations of a listing across all pages.
pub fn count(tx: &mut Tx<'_>, listing: &Listing) -> Result<u64> {
    Ok(invitations::count(tx, &listing.filters)?)
}
