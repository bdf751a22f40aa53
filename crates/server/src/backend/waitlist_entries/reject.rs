use housekey_contract::WaitlistEntryId;
use housekey_contract::object::WaitlistEntry;
use housekey_domain::waitlist_entries;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn reject(cx: Cx, id: WaitlistEntryId) -> Result<WaitlistEntry> {
    let waiting = cx.write(move |tx| waitlist_entries::reject(tx, &id)).await?;
    Ok(cx.view().waitlist_entry(&waiting))
}
