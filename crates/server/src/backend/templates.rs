//! Previewing email and SMS templates.

mod preview;

use housekey_contract::backend::templates as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Preview, _, _>(preview::preview);
}
