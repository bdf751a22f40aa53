//! Operations on organization domains.

mod create;
mod delete;
mod list;
mod list_all;
mod update;
mod verify_ownership;

use housekey_contract::backend::organization_domains as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Update, _, _>(update::update);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
    endpoints.on::<operations::ListAll, _, _>(list_all::list_all);
    endpoints.on::<operations::VerifyOwnership, _, _>(verify_ownership::verify_ownership);
}
