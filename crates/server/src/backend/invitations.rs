//! Operations on invitations.

mod bulk_create;
mod create;
mod list;
mod revoke;

use housekey_contract::backend::invitations as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::BulkCreate, _, _>(bulk_create::bulk_create);
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Revoke, _, _>(revoke::revoke);
}
