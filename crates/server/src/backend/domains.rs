//! Operations on domains.

mod add;
mod delete;
mod list;
mod update;

use housekey_contract::backend::domains as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Add, _, _>(add::add);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
    endpoints.on::<operations::Update, _, _>(update::update);
}
