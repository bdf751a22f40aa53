//! Operations on redirect URLs.

mod create;
mod delete;
mod get;
mod list;

use housekey_contract::backend::redirect_urls as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
}
