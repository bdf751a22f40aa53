//! Operations on clients.

mod get;
mod list;
mod verify;

use housekey_contract::backend::clients as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Verify, _, _>(verify::verify);
    endpoints.on::<operations::Get, _, _>(get::get);
}
