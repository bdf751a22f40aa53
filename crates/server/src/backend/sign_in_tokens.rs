//! Operations on sign-in tokens.

mod create;
mod revoke;

use housekey_contract::backend::sign_in_tokens as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Revoke, _, _>(revoke::revoke);
}
