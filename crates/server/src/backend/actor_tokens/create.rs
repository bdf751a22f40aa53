use housekey_contract::backend::actor_tokens::CreateActorToken;
use housekey_contract::object::ActorToken;
use housekey_domain::actor_tokens::{self, NewActorToken};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn create(cx: Cx, request: CreateActorToken) -> Result<ActorToken> {
    let new = NewActorToken::check(request, cx.issuer(), cx.now(), &mut cx.rng())?;
    let ticket = new.ticket.clone();
    let record = cx.write(move |tx| actor_tokens::create(tx, &new)).await?;
    Ok(ActorToken { token: Some(ticket.text), url: Some(ticket.url), ..view::actor_token(&record) })
}
