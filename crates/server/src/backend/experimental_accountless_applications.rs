//! Operations on accountless applications.

mod complete;
mod create;

use housekey_contract::backend::experimental_accountless_applications as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.open_in::<operations::Create, _>(create::create);
    endpoints.on::<operations::Complete, _, _>(complete::complete);
}
