use housekey_contract::object::Jwks;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get(cx: Cx) -> Result<Jwks> {
    Ok(Jwks { keys: vec![cx.instance.record.public_key.clone()] })
}
