//! Operations on OAuth access tokens.

mod verify;

use housekey_contract::backend::oauth_access_tokens as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Verify, _, _>(verify::verify);
}
