//! Operations on public keys.

mod get;

use housekey_contract::backend::jwks as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Get, _, _>(get::get);
}
