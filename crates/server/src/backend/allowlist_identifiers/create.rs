use housekey_contract::backend::allowlist_identifiers::CreateAllowlistIdentifier;
use housekey_contract::object::AllowlistIdentifier;
use housekey_domain::restrictions::{Allowing, allow};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(cx: Cx, request: CreateAllowlistIdentifier) -> Result<AllowlistIdentifier> {
    let now = cx.now();
    let new = Allowing::check(&request, cx.issuer(), cx.seal(), now, &mut cx.rng())?;
    let settings = cx.settings().clone();
    let record = cx.write(move |tx| allow(tx, &settings, &new)).await?;
    Ok(cx.view().allowlist_identifier(&record))
}
