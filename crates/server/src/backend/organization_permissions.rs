//! Operations on organization permissions.

mod create;
mod delete;
mod get;
mod list;
mod update;

use housekey_contract::backend::organization_permissions as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Update, _, _>(update::update);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
}
