use housekey_contract::ActorTokenId;
use housekey_contract::object::ActorToken;
use housekey_domain::actor_tokens;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn revoke(cx: Cx, id: ActorTokenId) -> Result<ActorToken> {
    let record = cx.write(move |tx| actor_tokens::revoke(tx, &id)).await?;
    Ok(view::actor_token(&record))
}
