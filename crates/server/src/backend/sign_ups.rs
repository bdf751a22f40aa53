//! Operations on sign-ups.

mod get;
mod update;

use housekey_contract::backend::sign_ups as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Update, _, _>(update::update);
}
