use housekey_contract::backend::waitlist_entries::CreateWaitlistEntry;
use housekey_contract::object::WaitlistEntry;
use housekey_domain::waitlist_entries::{self, NewWaitlistEntry};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(cx: Cx, request: CreateWaitlistEntry) -> Result<WaitlistEntry> {
    let now = cx.now();
    let new = NewWaitlistEntry::check(&request, cx.seal(), now, &mut cx.rng())?;
    let restrictions = cx.settings().restrictions.clone();
    let waiting = cx.write(move |tx| waitlist_entries::create(tx, &restrictions, &new)).await?;
    Ok(cx.view().waitlist_entry(&waiting))
}
