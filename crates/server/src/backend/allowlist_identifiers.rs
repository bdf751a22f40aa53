//! Operations on the allowlist.

mod create;
mod delete;
mod list;

use housekey_contract::backend::allowlist_identifiers as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
    endpoints.on::<operations::List, _, _>(list::list);
}
