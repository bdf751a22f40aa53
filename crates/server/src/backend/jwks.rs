//! Operations on public keys.

use housekey_contract::backend::jwks as operations;
use housekey_contract::object::Jwks;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Get, _, _>(get);
}

async fn get(cx: Cx) -> Result<Jwks> {
    Ok(Jwks { keys: vec![cx.instance.record.public_key.clone()] })
}
