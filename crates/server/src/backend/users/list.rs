use housekey_contract::backend::users::ListUsers;
use housekey_contract::object::User;
use housekey_domain::users::{self, Listing};

use crate::cx::Cx;
use crate::endpoint::Shown;
use crate::error::Result;

pub(super) async fn list(cx: Cx, request: ListUsers) -> Result<Shown<Vec<User>>> {
    let listing = Listing::check(request)?;
    let users = if listing.is_quick() {
        cx.read(move |tx| users::listing(tx, &listing)).await?
    } else {
        cx.scan(move |tx| users::listing(tx, &listing)).await?
    };
    cx.show_users(&users)
}
