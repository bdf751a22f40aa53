//! Operations on the waitlist.

use housekey_contract::backend::waitlist_entries as operations;
use housekey_contract::backend::waitlist_entries::{
    CreateWaitlistEntries, CreateWaitlistEntry, InviteWaitlistEntry, ListWaitlistEntries,
};
use housekey_contract::object::{DeletedObject, Invitation, WaitlistEntry};
use housekey_contract::{Page, WaitlistEntryId};
use housekey_domain::waitlist_entries::{self, Listing, NewWaitlistEntry};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::BulkCreate, _, _>(bulk_create);
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Delete, _, _>(delete);
    endpoints.on::<operations::Invite, _, _>(invite);
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Reject, _, _>(reject);
}

async fn bulk_create(cx: Cx, request: CreateWaitlistEntries) -> Result<Vec<WaitlistEntry>> {
    let now = cx.now();
    let new = NewWaitlistEntry::check_all(&request.0, cx.seal(), now, &mut cx.rng())?;
    let restrictions = cx.settings().restrictions.clone();
    let all = cx.write(move |tx| waitlist_entries::create_all(tx, &restrictions, &new)).await?;
    let view = cx.view();
    Ok(all.iter().map(|waiting| view.waitlist_entry(waiting)).collect())
}

async fn create(cx: Cx, request: CreateWaitlistEntry) -> Result<WaitlistEntry> {
    let now = cx.now();
    let new = NewWaitlistEntry::check(&request, cx.seal(), now, &mut cx.rng())?;
    let restrictions = cx.settings().restrictions.clone();
    let waiting = cx.write(move |tx| waitlist_entries::create(tx, &restrictions, &new)).await?;
    Ok(cx.view().waitlist_entry(&waiting))
}

async fn delete(cx: Cx, id: WaitlistEntryId) -> Result<DeletedObject> {
    let answer = view::deleted("waitlist_entry", id.as_str());
    cx.write(move |tx| waitlist_entries::delete(tx, &id)).await?;
    Ok(answer)
}

async fn invite(cx: Cx, id: WaitlistEntryId, request: InviteWaitlistEntry) -> Result<WaitlistEntry> {
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

async fn list(cx: Cx, request: ListWaitlistEntries) -> Result<Page<WaitlistEntry>> {
    let wanted = Listing::check(request)?;
    let (found, total_count) = cx
        .scan(move |tx| Ok((waitlist_entries::listing(tx, &wanted)?, waitlist_entries::count(tx, &wanted)?)))
        .await?;
    let view = cx.view();
    Ok(Page { data: found.iter().map(|waiting| view.waitlist_entry(waiting)).collect(), total_count })
}

async fn reject(cx: Cx, id: WaitlistEntryId) -> Result<WaitlistEntry> {
    let waiting = cx.write(move |tx| waitlist_entries::reject(tx, &id)).await?;
    Ok(cx.view().waitlist_entry(&waiting))
}
