use std::collections::HashMap;

use housekey_contract::backend::waitlist_entries::ListWaitlistEntries;
use housekey_store::waitlist_entries::{self, Filters, OrderBy, WaitlistEntryRecord};
use housekey_store::{Tx, invitations};

use super::Waiting;
use crate::error::Result;
use crate::page::{Paging, order, search};

const COLUMNS: &[(&str, OrderBy)] = &[
    ("created_at", OrderBy::CreatedAt),
    ("email_address", OrderBy::EmailAddress),
    ("invited_at", OrderBy::InvitedAt),
];

/// A validated listing of the waitlist.
#[derive(Clone, Debug)]
pub struct Listing {
    filters: Filters,
    order: (OrderBy, bool),
    paging: Paging,
}

impl Listing {
    /// Validates a request.
    pub fn check(request: ListWaitlistEntries) -> Result<Self> {
        Ok(Self {
            filters: Filters { status: request.status, search: search("query", request.query)? },
            order: order(request.order_by.as_deref(), COLUMNS)?,
            paging: Paging::of(request.limit, request.offset)?,
        })
    }
}

/// The entries of a listing, in order, with their invitations.
pub fn listing(tx: &mut Tx<'_>, listing: &Listing) -> Result<Vec<Waiting>> {
    let Paging { limit, offset } = listing.paging;
    let entries = waitlist_entries::list(tx, &listing.filters, listing.order, limit, offset)?;
    let ids: Vec<_> =
        entries.iter().filter_map(|entry| Some(entry.invitation_id.as_ref()?.to_string())).collect();
    let found = invitations::with_ids(tx, &ids)?.into_iter();
    let mut by_id: HashMap<_, _> = found.map(|invitation| (invitation.id.clone(), invitation)).collect();
    let with_invitation = |entry: WaitlistEntryRecord| {
        let invitation = entry.invitation_id.as_ref().and_then(|id| by_id.remove(id));
        Waiting { entry, invitation }
    };
    Ok(entries.into_iter().map(with_invitation).collect())
}

/// Counts the entries of a listing across all pages.
pub fn count(tx: &mut Tx<'_>, listing: &Listing) -> Result<u64> {
    Ok(waitlist_entries::count(tx, &listing.filters)?)
}
