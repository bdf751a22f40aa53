use housekey_contract::WaitlistEntryId;
use housekey_contract::backend::waitlist_entries::InviteWaitlistEntry;
use housekey_contract::object::{Invitation, WaitlistEntry};
use housekey_domain::waitlist_entries;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn invite(
    cx: Cx,
    id: WaitlistEntryId,
    request: InviteWaitlistEntry,
) -> Result<WaitlistEntry> {
    let (now, wanted) = (cx.now(), id.clone());
    let entry = cx.read(move |tx| waitlist_entries::get(tx, &wanted)).await?;
    let (issuer, seal) = (cx.issuer(), cx.seal());
    let new = waitlist_entries::invitation_for(&entry, &request, issuer, seal, now, &mut cx.rng())?;
    let (settings, url) = (cx.settings().clone(), new.ticket.url.clone());
    let waiting = cx.write(move |tx| waitlist_entries::invite(tx, &settings, &id, &new)).await?;
    let shown = cx.view().waitlist_entry(&waiting);
    let invitation = shown.invitation.map(|invitation| Invitation { url: Some(url), ..invitation });
    Ok(WaitlistEntry { invitation, ..shown })
}
