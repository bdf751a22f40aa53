use housekey_contract::backend::users::ListUsers;
use housekey_contract::object::User;
use housekey_domain::users::{self, Listing};

use crate::cx::Cx;
use crate::endpoint::Answered;
use crate::error::Result;

pub(super) async fn list(cx: Cx, request: ListUsers) -> Result<Answered<Vec<User>>> {
    let listing = Listing::check(request)?;
    let users = cx.scan(move |tx| users::listing(tx, &listing)).await?;
    cx.show_users(&users)
}
