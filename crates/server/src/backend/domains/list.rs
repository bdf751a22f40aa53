use housekey_contract::Page;
use housekey_contract::object::Domain;
use housekey_domain::domains;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list(cx: Cx) -> Result<Page<Domain>> {
    let found = cx.read(domains::list).await?;
    let total_count = found.len() as u64;
    Ok(Page { data: found.iter().map(|domain| cx.view().domain(domain)).collect(), total_count })
}
