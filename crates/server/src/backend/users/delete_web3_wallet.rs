use housekey_contract::object::DeletedObject;
use housekey_contract::{UserId, Web3WalletId};
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete_web3_wallet(cx: Cx, user_id: UserId, id: Web3WalletId) -> Result<DeletedObject> {
    let deleted = view::deleted("web3_wallet", id.as_str());
    cx.write(move |tx| users::delete_web3_wallet(tx, &user_id, &id)).await?;
    Ok(deleted)
}
