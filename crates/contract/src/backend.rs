//! The Backend API: one module per resource, with its operations and what they are asked with.

pub mod actor_tokens;
pub mod allowlist_identifiers;
pub mod beta_features;
pub mod blocklist_identifiers;
pub mod clients;
pub mod domains;
pub mod email_addresses;
pub mod email_and_sms_templates;
pub mod email_sms_templates;
pub mod experimental_accountless_applications;
pub mod instance_settings;
pub mod invitations;
pub mod jwks;
pub mod jwt_templates;
pub mod miscellaneous;
pub mod oauth_access_tokens;
pub mod oauth_applications;
pub mod organization_domains;
pub mod organization_invitations;
pub mod organization_memberships;
pub mod organization_permissions;
pub mod organization_roles;
pub mod organizations;
pub mod phone_numbers;
pub mod proxy_checks;
pub mod redirect_urls;
pub mod saml_connections;
pub mod sessions;
pub mod sign_in_tokens;
pub mod sign_ups;
pub mod templates;
pub mod testing_tokens;
pub mod users;
pub mod waitlist_entries;
pub mod webhooks;

use crate::{Meta, Operation, Visitor};

/// Shows every operation of the Backend API to `visitor`.
pub fn visit<V: Visitor>(visitor: &mut V) {
    actor_tokens::visit(visitor);
    allowlist_identifiers::visit(visitor);
    beta_features::visit(visitor);
    blocklist_identifiers::visit(visitor);
    clients::visit(visitor);
    domains::visit(visitor);
    email_addresses::visit(visitor);
    email_and_sms_templates::visit(visitor);
    email_sms_templates::visit(visitor);
    experimental_accountless_applications::visit(visitor);
    instance_settings::visit(visitor);
    invitations::visit(visitor);
    jwks::visit(visitor);
    jwt_templates::visit(visitor);
    miscellaneous::visit(visitor);
    oauth_access_tokens::visit(visitor);
    oauth_applications::visit(visitor);
    organization_domains::visit(visitor);
    organization_invitations::visit(visitor);
    organization_memberships::visit(visitor);
    organization_permissions::visit(visitor);
    organization_roles::visit(visitor);
    organizations::visit(visitor);
    phone_numbers::visit(visitor);
    proxy_checks::visit(visitor);
    redirect_urls::visit(visitor);
    saml_connections::visit(visitor);
    sessions::visit(visitor);
    sign_in_tokens::visit(visitor);
    sign_ups::visit(visitor);
    templates::visit(visitor);
    testing_tokens::visit(visitor);
    users::visit(visitor);
    waitlist_entries::visit(visitor);
    webhooks::visit(visitor);
}

/// Every operation of the Backend API, in the order of the resources.
pub fn operations() -> Vec<Meta> {
    struct Collect(Vec<Meta>);

    impl Visitor for Collect {
        fn operation<O: Operation>(&mut self) {
            self.0.push(O::META);
        }
    }

    let mut collect = Collect(Vec::new());
    visit(&mut collect);
    collect.0
}
