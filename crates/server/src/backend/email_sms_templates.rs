//! Email and SMS templates.

mod get;
mod list;
mod revert;
mod toggle_template_delivery;

use housekey_contract::backend::email_sms_templates as operations;
use housekey_domain::error::not_allowed;
use housekey_store::messages::MessageKind;

use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Revert, _, _>(revert::revert);
    endpoints
        .on::<operations::ToggleTemplateDelivery, _, _>(toggle_template_delivery::toggle_template_delivery);
}

/// Parses `template_type` from a path.
pub(super) fn kind(template_type: &str) -> Result<MessageKind> {
    match template_type {
        "email" => Ok(MessageKind::Email),
        "sms" => Ok(MessageKind::Sms),
        _ => Err(not_allowed("template_type", "email or sms")),
    }
}
