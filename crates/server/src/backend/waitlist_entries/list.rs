use housekey_contract::Page;
use housekey_contract::backend::waitlist_entries::ListWaitlistEntries;
use housekey_contract::object::WaitlistEntry;
use housekey_domain::waitlist_entries::{self, Listing};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list(cx: Cx, request: ListWaitlistEntries) -> Result<Page<WaitlistEntry>> {
    let wanted = Listing::check(request)?;
    let (found, total_count) = cx
        .scan(move |tx| Ok((waitlist_entries::listing(tx, &wanted)?, waitlist_entries::count(tx, &wanted)?)))
        .await?;
    let view = cx.view();
    Ok(Page { data: found.iter().map(|waiting| view.waitlist_entry(waiting)).collect(), total_count })
}
