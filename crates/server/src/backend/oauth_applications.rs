//! Operations on OAuth applications.

mod create;
mod delete;
mod get;
mod list;
mod revoke_token;
mod rotate_secret;
mod update;

use housekey_contract::backend::oauth_applications as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Update, _, _>(update::update);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
    endpoints.on::<operations::RotateSecret, _, _>(rotate_secret::rotate_secret);
    endpoints.on::<operations::RevokeToken, _, _>(revoke_token::revoke_token);
}
