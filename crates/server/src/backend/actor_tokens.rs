//! Operations on actor tokens.

use housekey_contract::ActorTokenId;
use housekey_contract::backend::actor_tokens as operations;
use housekey_contract::backend::actor_tokens::CreateActorToken;
use housekey_contract::object::ActorToken;
use housekey_domain::actor_tokens::{self, NewActorToken};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Revoke, _, _>(revoke);
}

async fn create(cx: Cx, request: CreateActorToken) -> Result<ActorToken> {
    let new = NewActorToken::check(request, cx.issuer(), cx.now(), &mut cx.rng())?;
    let ticket = new.ticket.clone();
    let record = cx.write(move |tx| actor_tokens::create(tx, &new)).await?;
    Ok(ActorToken { token: Some(ticket.text), url: Some(ticket.url), ..view::actor_token(&record) })
}

async fn revoke(cx: Cx, id: ActorTokenId) -> Result<ActorToken> {
    let record = cx.write(move |tx| actor_tokens::revoke(tx, &id)).await?;
    Ok(view::actor_token(&record))
}
