use housekey_contract::backend::users::CountUsers;
use housekey_contract::object::TotalCount;
use housekey_domain::users::filters;
use housekey_store::users;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn count(cx: Cx, request: CountUsers) -> Result<TotalCount> {
    let filters = filters(request)?;
    let total_count = cx.scan(move |tx| Ok(users::count(tx, &filters)?)).await?;
    Ok(TotalCount { object: "total_count".into(), total_count })
}
