use housekey_contract::DomainId;
use housekey_contract::backend::domains::AddDomain;
use housekey_contract::object::Domain;
use housekey_domain::domains::{self, NewDomain};
use housekey_domain::random;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn add(cx: Cx, request: AddDomain) -> Result<Domain> {
    let now = cx.now();
    let new = NewDomain::check(request, cx.instance.environment())?;
    let id = DomainId::from(random::id(&mut cx.rng(), now, DomainId::PREFIX));
    let domain = cx.write(move |tx| domains::add(tx, id.clone(), &new)).await?;
    Ok(cx.view().domain(&domain))
}
