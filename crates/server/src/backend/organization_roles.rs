//! Operations on organization roles.

mod assign_permission;
mod create;
mod delete;
mod get;
mod list;
mod remove_permission;
mod update;

use housekey_contract::backend::organization_roles as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Update, _, _>(update::update);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
    endpoints.on::<operations::AssignPermission, _, _>(assign_permission::assign_permission);
    endpoints.on::<operations::RemovePermission, _, _>(remove_permission::remove_permission);
}
