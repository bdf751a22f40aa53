//! Email and SMS templates.

use housekey_contract::backend::email_sms_templates as operations;
use housekey_contract::backend::email_sms_templates::{ListTemplates, TemplateDelivery};
use housekey_contract::object::Template;
use housekey_contract::{Listing, TemplateSlug, TemplateType};
use housekey_domain::error::not_allowed;
use housekey_domain::page::Paging;
use housekey_domain::templates;
use housekey_store::messages::MessageKind;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Revert, _, _>(revert);
    endpoints.on::<operations::ToggleTemplateDelivery, _, _>(toggle_template_delivery);
}

/// There are few templates, so the default returns them all.
const LIMIT: i64 = 500;

async fn list(cx: Cx, template_type: TemplateType, request: ListTemplates) -> Result<Listing<Template>> {
    let kind = kind(&template_type)?;
    let paging = Paging::of(request.limit.or(Some(LIMIT)), request.offset)?;
    let (found, count) = cx.read(move |tx| templates::list(tx, kind, paging)).await?;
    let total_count = request.paginated.unwrap_or_default().then_some(count as u64);
    Ok(Listing { data: found.iter().map(|template| cx.view().template(template)).collect(), total_count })
}

async fn get(cx: Cx, template_type: TemplateType, slug: TemplateSlug) -> Result<Template> {
    let kind = kind(&template_type)?;
    let template = cx.read(move |tx| templates::get(tx, kind, &slug)).await?;
    Ok(cx.view().template(&template))
}

async fn revert(cx: Cx, template_type: TemplateType, slug: TemplateSlug) -> Result<Template> {
    let kind = kind(&template_type)?;
    let template = cx.write(move |tx| templates::revert(tx, kind, &slug)).await?;
    Ok(cx.view().template(&template))
}

async fn toggle_template_delivery(
    cx: Cx,
    template_type: TemplateType,
    slug: TemplateSlug,
    request: TemplateDelivery,
) -> Result<Template> {
    let (kind, delivered) = (kind(&template_type)?, request.delivered_by_clerk);
    let toggled = cx.write(move |tx| templates::toggle_delivery(tx, kind, &slug, delivered)).await?;
    Ok(cx.view().template(&toggled))
}

/// Parses `template_type` from a path.
pub(super) fn kind(template_type: &str) -> Result<MessageKind> {
    match template_type {
        "email" => Ok(MessageKind::Email),
        "sms" => Ok(MessageKind::Sms),
        _ => Err(not_allowed("template_type", "email or sms")),
    }
}
