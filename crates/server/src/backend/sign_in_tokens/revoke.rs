use housekey_contract::SignInTokenId;
use housekey_contract::object::SignInToken;
use housekey_domain::sign_in_tokens;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn revoke(cx: Cx, id: SignInTokenId) -> Result<SignInToken> {
    let record = cx.write(move |tx| sign_in_tokens::revoke(tx, &id)).await?;
    Ok(view::sign_in_token(&record))
}
