//! The Backend API: one module per resource, one file per operation.

mod clients;
mod email_addresses;
mod jwks;
mod jwt_templates;
mod miscellaneous;
mod phone_numbers;
mod sessions;
mod sign_in_tokens;
mod testing_tokens;
mod users;

use crate::endpoint::Endpoints;

/// Every operation of the Backend API that is served.
pub fn endpoints() -> Endpoints {
    let mut endpoints = Endpoints::default();
    clients::mount(&mut endpoints);
    email_addresses::mount(&mut endpoints);
    jwks::mount(&mut endpoints);
    jwt_templates::mount(&mut endpoints);
    miscellaneous::mount(&mut endpoints);
    phone_numbers::mount(&mut endpoints);
    sessions::mount(&mut endpoints);
    sign_in_tokens::mount(&mut endpoints);
    testing_tokens::mount(&mut endpoints);
    users::mount(&mut endpoints);
    endpoints
}
