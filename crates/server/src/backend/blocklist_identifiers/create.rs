use housekey_contract::backend::blocklist_identifiers::CreateBlocklistIdentifier;
use housekey_contract::object::BlocklistIdentifier;
use housekey_domain::restrictions::{NewListedIdentifier, disallow};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(cx: Cx, request: CreateBlocklistIdentifier) -> Result<BlocklistIdentifier> {
    let new = NewListedIdentifier::to_block(&request, cx.now(), &mut cx.rng())?;
    let record = cx.write(move |tx| disallow(tx, &new)).await?;
    Ok(cx.view().blocklist_identifier(&record))
}
