//! Operations on proxy checks.

mod verify;

use housekey_contract::backend::proxy_checks as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Verify, _, _>(verify::verify);
}
