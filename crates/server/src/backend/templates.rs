//! Previewing email and SMS templates.

use housekey_contract::backend::templates as operations;
use housekey_contract::backend::templates::PreviewTemplate;
use housekey_contract::{Metadata, TemplateSlug, TemplateType};
use housekey_domain::templates::{self, PreviewChanges};

use crate::backend::email_sms_templates::kind;
use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Preview, _, _>(preview);
}

async fn preview(
    cx: Cx,
    template_type: TemplateType,
    slug: TemplateSlug,
    request: PreviewTemplate,
) -> Result<Metadata> {
    let kind = kind(&template_type)?;
    let changes = PreviewChanges::check(request)?;
    let template = cx.read(move |tx| templates::get(tx, kind, &slug)).await?;
    templates::preview(&template, &cx.instance.record, &cx.app.public_url, &changes)
}
