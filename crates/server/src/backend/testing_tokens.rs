//! Operations on testing tokens.

mod create;

use housekey_contract::backend::testing_tokens as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Create, _, _>(create::create);
}
