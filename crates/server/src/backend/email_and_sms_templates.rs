//! Customizing email and SMS templates.

use housekey_contract::backend::email_and_sms_templates as operations;
use housekey_contract::backend::email_and_sms_templates::UpsertTemplate;
use housekey_contract::object::Template;
use housekey_contract::{TemplateSlug, TemplateType};
use housekey_domain::templates::{self, TemplateChanges};

use crate::backend::email_sms_templates::kind;
use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Upsert, _, _>(upsert);
}

async fn upsert(
    cx: Cx,
    template_type: TemplateType,
    slug: TemplateSlug,
    request: UpsertTemplate,
) -> Result<Template> {
    let kind = kind(&template_type)?;
    let changes = TemplateChanges::check(request)?;
    let template = cx.write(move |tx| templates::upsert(tx, kind, &slug, &changes)).await?;
    Ok(cx.view().template(&template))
}
