//! Operations on sessions and their tokens.

mod create;
mod create_token;
mod create_token_from_template;
mod get;
mod list;
mod refresh;
mod revoke;
mod verify;

use housekey_contract::backend::sessions as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Refresh, _, _>(refresh::refresh);
    endpoints.on::<operations::Revoke, _, _>(revoke::revoke);
    endpoints.on::<operations::Verify, _, _>(verify::verify);
    endpoints.on::<operations::CreateToken, _, _>(create_token::create_token);
    endpoints.on::<operations::CreateTokenFromTemplate, _, _>(
        create_token_from_template::create_token_from_template,
    );
}
