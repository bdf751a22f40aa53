//! Operations on email addresses.

mod create;
mod delete;
mod get;
mod update;

use housekey_contract::backend::email_addresses::{Create, Delete, Get, Update};

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<Create, _, _>(create::create);
    endpoints.on::<Get, _, _>(get::get);
    endpoints.on::<Delete, _, _>(delete::delete);
    endpoints.on::<Update, _, _>(update::update);
}
