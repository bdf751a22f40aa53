use housekey_contract::DomainId;
use housekey_contract::backend::domains::UpdateDomain;
use housekey_contract::object::Domain;
use housekey_domain::domains::{self, DomainChange};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn update(cx: Cx, id: DomainId, request: UpdateDomain) -> Result<Domain> {
    let change = DomainChange::check(request, cx.instance.environment())?;
    // Renaming the primary domain may change the publishable key, and with it cached views.
    let domain = cx.write(move |tx| domains::update(tx, &id, &change)).await?;
    let cx = cx.renewed().await?;
    Ok(cx.view().domain(&domain))
}
