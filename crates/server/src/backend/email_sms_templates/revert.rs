use housekey_contract::object::Template;
use housekey_contract::{TemplateSlug, TemplateType};
use housekey_domain::templates;

use super::kind;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn revert(cx: Cx, template_type: TemplateType, slug: TemplateSlug) -> Result<Template> {
    let kind = kind(&template_type)?;
    let template = cx.write(move |tx| templates::revert(tx, kind, &slug)).await?;
    Ok(cx.view().template(&template))
}
