//! Operations on sign-in tokens.

use housekey_contract::SignInTokenId;
use housekey_contract::backend::sign_in_tokens as operations;
use housekey_contract::backend::sign_in_tokens::CreateSignInToken;
use housekey_contract::object::SignInToken;
use housekey_domain::sign_in_tokens::{self, NewSignInToken};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Revoke, _, _>(revoke);
}

async fn create(cx: Cx, request: CreateSignInToken) -> Result<SignInToken> {
    let new = NewSignInToken::check(request, cx.issuer(), cx.now(), &mut cx.rng())?;
    let ticket = new.ticket.clone();
    let record = cx.write(move |tx| sign_in_tokens::create(tx, &new)).await?;
    Ok(SignInToken { token: Some(ticket.text), url: Some(ticket.url), ..view::sign_in_token(&record) })
}

async fn revoke(cx: Cx, id: SignInTokenId) -> Result<SignInToken> {
    let record = cx.write(move |tx| sign_in_tokens::revoke(tx, &id)).await?;
    Ok(view::sign_in_token(&record))
}
