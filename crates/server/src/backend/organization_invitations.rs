//! Operations on organization invitations.

mod bulk_create;
mod create;
mod get;
mod get_all;
mod list;
mod list_pending;
mod revoke;

use housekey_contract::backend::organization_invitations as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::GetAll, _, _>(get_all::get_all);
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::BulkCreate, _, _>(bulk_create::bulk_create);
    endpoints.on::<operations::ListPending, _, _>(list_pending::list_pending);
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Revoke, _, _>(revoke::revoke);
}
