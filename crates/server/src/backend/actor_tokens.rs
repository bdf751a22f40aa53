//! Operations on actor tokens.

mod create;
mod revoke;

use housekey_contract::backend::actor_tokens as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Revoke, _, _>(revoke::revoke);
}
