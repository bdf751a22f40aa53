//! Operations on testing tokens.

use housekey_contract::backend::testing_tokens as operations;
use housekey_contract::object::TestingToken;
use housekey_domain::testing_tokens::{self, NewTestingToken};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create);
}

async fn create(cx: Cx) -> Result<TestingToken> {
    let now = cx.now();
    let new = NewTestingToken::make(now, &mut cx.rng());
    let (token, expires_at) = (new.token.clone().into(), new.expires_at);
    cx.write(move |tx| testing_tokens::create(tx, &new)).await?;
    Ok(TestingToken { object: "testing_token".into(), token, expires_at })
}
