//! Operations on organization memberships.

mod create;
mod delete;
mod list;
mod update;
mod update_metadata;

use housekey_contract::backend::organization_memberships as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Update, _, _>(update::update);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
    endpoints.on::<operations::UpdateMetadata, _, _>(update_metadata::update_metadata);
}
