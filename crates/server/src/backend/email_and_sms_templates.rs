//! Customizing email and SMS templates.

mod upsert;

use housekey_contract::backend::email_and_sms_templates as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Upsert, _, _>(upsert::upsert);
}
