use housekey_contract::object::Jwks;

use crate::cx::Cx;
use crate::error::Result;

#[expect(clippy::unused_async, reason = "a handler is asynchronous, even where it has nothing to wait for")]
pub(super) async fn get(cx: Cx) -> Result<Jwks> {
    Ok(Jwks { keys: vec![cx.instance.record.public_key.clone()] })
}
