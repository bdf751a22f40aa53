use housekey_contract::backend::waitlist_entries::CreateWaitlistEntries;
use housekey_contract::object::WaitlistEntry;
use housekey_domain::waitlist_entries::{self, NewWaitlistEntry};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn bulk_create(cx: Cx, request: CreateWaitlistEntries) -> Result<Vec<WaitlistEntry>> {
    let now = cx.now();
    let new = NewWaitlistEntry::check_all(&request.0, cx.seal(), now, &mut cx.rng())?;
    let restrictions = cx.settings().restrictions.clone();
    let all = cx.write(move |tx| waitlist_entries::create_all(tx, &restrictions, &new)).await?;
    let view = cx.view();
    Ok(all.iter().map(|waiting| view.waitlist_entry(waiting)).collect())
}
