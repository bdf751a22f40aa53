use housekey_contract::WaitlistEntryId;
use housekey_contract::object::DeletedObject;
use housekey_domain::waitlist_entries;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, id: WaitlistEntryId) -> Result<DeletedObject> {
    let answer = view::deleted("waitlist_entry", id.as_str());
    cx.write(move |tx| waitlist_entries::delete(tx, &id)).await?;
    Ok(answer)
}
