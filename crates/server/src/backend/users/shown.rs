//! Users as JSON, which is kept from the last time where nothing has changed.

use std::collections::HashMap;
use std::sync::Arc;

use housekey_contract::UserId;
use housekey_contract::object::User;
use housekey_domain::users::{self, Listing};
use housekey_store::users::{ListedUser, StoredUser};
use housekey_store::{StoreError, Tx};

use crate::cx::Cx;
use crate::endpoint::Shown;
use crate::error::Result;
use crate::shown::{self, Listed, Rendered, Version};

/// A user.
pub(super) async fn one(cx: &Cx, id: UserId) -> Result<Shown<User>> {
    let shower = cx.clone();
    let json = cx.read(move |tx| users::show(tx, &id, |user| show(&shower, user))).await?;
    Ok(Shown::new(json.to_vec()))
}

/// A page of users.
pub(super) async fn page(cx: &Cx, listing: Listing) -> Result<Shown<Vec<User>>> {
    let listing = Arc::new(listing);
    if listing.is_quick() {
        let (shower, quick) = (cx.clone(), Arc::clone(&listing));
        let listed = cx.read(move |tx| list(&shower, tx, &quick)).await?;
        if shown::missing(&listed).is_empty() {
            return Ok(Shown::list(listed.iter().flatten()));
        }
    }
    // In one snapshot: whoever pages through users takes a page that is too short for the last one.
    let shower = cx.clone();
    let page = cx.scan(move |tx| {
        let listed = list(&shower, tx, &listing)?;
        let show = |user: &StoredUser<'_>| Ok((user.id.to_owned(), show(&shower, user)?));
        let read = users::show_all(tx, &shown::missing(&listed), show)?;
        Ok((listed, read.into_iter().collect()))
    });
    let (listed, read): (_, HashMap<_, _>) = page.await?;
    Ok(Shown::list(shown::filled(&listed, &read)))
}

fn list(cx: &Cx, tx: &mut Tx<'_>, listing: &Listing) -> Result<Vec<Listed>> {
    let take = |user: ListedUser<'_>| recall(cx, user.id, user.version).ok_or_else(|| user.id.to_owned());
    users::listing(tx, listing, take)
}

fn show(cx: &Cx, user: &StoredUser<'_>) -> Result<Rendered, StoreError> {
    if let Some(json) = recall(cx, user.id, user.version) {
        return Ok(json);
    }
    let record = user.read()?;
    let json = serde_json::to_vec(&cx.view().user(&record));
    let json = Rendered::from(json.map_err(|error| StoreError::Decode(error.to_string()))?);
    // What a lock looks like depends on the time as well.
    if !record.locked {
        cx.app.shown.keep(&cx.instance, user.id, version(user.version), &json);
    }
    Ok(json)
}

fn recall(cx: &Cx, id: &str, own: i64) -> Option<Rendered> {
    cx.app.shown.recall(&cx.instance, id, version(own))
}

fn version(own: i64) -> Version {
    Version { own, beside: 0 }
}
