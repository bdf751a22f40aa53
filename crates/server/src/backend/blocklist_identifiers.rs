//! Operations on the blocklist.

mod create;
mod delete;
mod list;

use housekey_contract::backend::blocklist_identifiers as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
    endpoints.on::<operations::List, _, _>(list::list);
}
