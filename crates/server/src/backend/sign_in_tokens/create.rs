use housekey_contract::backend::sign_in_tokens::CreateSignInToken;
use housekey_contract::object::SignInToken;
use housekey_domain::sign_in_tokens::{self, NewSignInToken};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn create(cx: Cx, request: CreateSignInToken) -> Result<SignInToken> {
    let new = NewSignInToken::check(request, cx.issuer(), cx.now(), &mut cx.rng())?;
    let ticket = new.ticket.clone();
    let record = cx.write(move |tx| sign_in_tokens::create(tx, &new)).await?;
    Ok(SignInToken { token: Some(ticket.text), url: Some(ticket.url), ..view::sign_in_token(&record) })
}
