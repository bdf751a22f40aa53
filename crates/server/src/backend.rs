//! The Backend API: one file per resource, with its handlers in the contract's order.

mod actor_tokens;
mod allowlist_identifiers;
mod beta_features;
mod blocklist_identifiers;
mod clients;
mod domains;
mod email_addresses;
mod email_and_sms_templates;
mod email_sms_templates;
mod experimental_accountless_applications;
mod instance_settings;
mod invitations;
mod jwks;
mod jwt_templates;
mod miscellaneous;
mod oauth_access_tokens;
mod oauth_applications;
mod organization_domains;
mod organization_invitations;
mod organization_memberships;
mod organization_permissions;
mod organization_roles;
mod organizations;
mod phone_numbers;
mod proxy_checks;
mod redirect_urls;
mod saml_connections;
mod sessions;
mod sign_in_tokens;
mod sign_ups;
mod templates;
mod testing_tokens;
mod users;
mod waitlist_entries;
mod webhooks;

use crate::api::{Api, Gate};
use crate::endpoint::Endpoints;

/// The Backend API.
pub fn api() -> Api {
    of(endpoints())
}

/// The Backend API with these endpoints.
pub fn of(endpoints: Endpoints) -> Api {
    Api { name: "Backend API", gate: Gate::SecretKey, endpoints }
}

/// All endpoints of the Backend API.
pub fn endpoints() -> Endpoints {
    let mut endpoints = Endpoints::default();
    actor_tokens::mount(&mut endpoints);
    allowlist_identifiers::mount(&mut endpoints);
    beta_features::mount(&mut endpoints);
    blocklist_identifiers::mount(&mut endpoints);
    clients::mount(&mut endpoints);
    domains::mount(&mut endpoints);
    email_addresses::mount(&mut endpoints);
    experimental_accountless_applications::mount(&mut endpoints);
    instance_settings::mount(&mut endpoints);
    email_and_sms_templates::mount(&mut endpoints);
    email_sms_templates::mount(&mut endpoints);
    invitations::mount(&mut endpoints);
    jwks::mount(&mut endpoints);
    jwt_templates::mount(&mut endpoints);
    miscellaneous::mount(&mut endpoints);
    organization_domains::mount(&mut endpoints);
    organization_invitations::mount(&mut endpoints);
    organization_memberships::mount(&mut endpoints);
    organization_permissions::mount(&mut endpoints);
    organization_roles::mount(&mut endpoints);
    organizations::mount(&mut endpoints);
    oauth_access_tokens::mount(&mut endpoints);
    oauth_applications::mount(&mut endpoints);
    phone_numbers::mount(&mut endpoints);
    proxy_checks::mount(&mut endpoints);
    redirect_urls::mount(&mut endpoints);
    saml_connections::mount(&mut endpoints);
    sessions::mount(&mut endpoints);
    sign_in_tokens::mount(&mut endpoints);
    sign_ups::mount(&mut endpoints);
    templates::mount(&mut endpoints);
    testing_tokens::mount(&mut endpoints);
    users::mount(&mut endpoints);
    waitlist_entries::mount(&mut endpoints);
    webhooks::mount(&mut endpoints);
    endpoints
}
