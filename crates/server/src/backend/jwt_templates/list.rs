use housekey_contract::Listing;
use housekey_contract::backend::jwt_templates::ListJwtTemplates;
use housekey_contract::object::JwtTemplate;
use housekey_domain::jwt_templates;
use housekey_domain::page::Paging;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn list(cx: Cx, request: ListJwtTemplates) -> Result<Listing<JwtTemplate>> {
    let counted = request.paginated.unwrap_or_default();
    let paging = Paging::of(request.limit, request.offset)?;
    let (found, total_count) = cx
        .read(move |tx| {
            let total_count = counted.then(|| jwt_templates::count(tx)).transpose()?;
            Ok((jwt_templates::list(tx, paging)?, total_count))
        })
        .await?;
    Ok(Listing { data: found.iter().map(view::jwt_template).collect(), total_count })
}
