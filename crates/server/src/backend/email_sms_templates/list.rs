use housekey_contract::backend::email_sms_templates::ListTemplates;
use housekey_contract::object::Template;
use housekey_contract::{Listing, TemplateType};
use housekey_domain::page::Paging;
use housekey_domain::templates;

use super::kind;
use crate::cx::Cx;
use crate::error::Result;

/// There are few templates, so the default returns them all.
const LIMIT: i64 = 500;

pub(super) async fn list(
    cx: Cx,
    template_type: TemplateType,
    request: ListTemplates,
) -> Result<Listing<Template>> {
    let kind = kind(&template_type)?;
    let paging = Paging::of(request.limit.or(Some(LIMIT)), request.offset)?;
    let (found, count) = cx.read(move |tx| templates::list(tx, kind, paging)).await?;
    let total_count = request.paginated.unwrap_or_default().then_some(count as u64);
    Ok(Listing { data: found.iter().map(|template| cx.view().template(template)).collect(), total_count })
}
