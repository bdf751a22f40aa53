use housekey_contract::backend::email_sms_templates::TemplateDelivery;
use housekey_contract::object::Template;
use housekey_contract::{TemplateSlug, TemplateType};
use housekey_domain::templates;

use super::kind;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn toggle_template_delivery(
    cx: Cx,
    template_type: TemplateType,
    slug: TemplateSlug,
    request: TemplateDelivery,
) -> Result<Template> {
    let (kind, delivered) = (kind(&template_type)?, request.delivered_by_clerk);
    let toggled = cx.write(move |tx| templates::toggle_delivery(tx, kind, &slug, delivered)).await?;
    Ok(cx.view().template(&toggled))
}
