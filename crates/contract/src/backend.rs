//! The Backend API: one module per resource, with its operations and their request types.
//!
//! Each resource belongs to a group, which is a feature of this crate; [`visit`] lists the groups. The public keys
//! belong to none and are always available.

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

/// Calls `visitor` with every operation of the Backend API.
pub fn visit<V: Visitor>(visitor: &mut V) {
    jwks::visit(visitor);
    #[cfg(feature = "users")]
    {
        email_addresses::visit(visitor);
        phone_numbers::visit(visitor);
        users::visit(visitor);
    }
    #[cfg(feature = "sessions")]
    {
        actor_tokens::visit(visitor);
        clients::visit(visitor);
        sessions::visit(visitor);
        sign_in_tokens::visit(visitor);
        testing_tokens::visit(visitor);
    }
    #[cfg(feature = "organizations")]
    {
        organization_domains::visit(visitor);
        organization_invitations::visit(visitor);
        organization_memberships::visit(visitor);
        organization_permissions::visit(visitor);
        organization_roles::visit(visitor);
        organizations::visit(visitor);
    }
    #[cfg(feature = "invitations")]
    {
        allowlist_identifiers::visit(visitor);
        blocklist_identifiers::visit(visitor);
        invitations::visit(visitor);
        sign_ups::visit(visitor);
        waitlist_entries::visit(visitor);
    }
    #[cfg(feature = "instance")]
    {
        beta_features::visit(visitor);
        domains::visit(visitor);
        experimental_accountless_applications::visit(visitor);
        instance_settings::visit(visitor);
        miscellaneous::visit(visitor);
        proxy_checks::visit(visitor);
        redirect_urls::visit(visitor);
    }
    #[cfg(feature = "templates")]
    {
        email_and_sms_templates::visit(visitor);
        email_sms_templates::visit(visitor);
        jwt_templates::visit(visitor);
        templates::visit(visitor);
    }
    #[cfg(feature = "oauth")]
    {
        oauth_access_tokens::visit(visitor);
        oauth_applications::visit(visitor);
    }
    #[cfg(feature = "saml")]
    saml_connections::visit(visitor);
    #[cfg(feature = "webhooks")]
    webhooks::visit(visitor);
}

/// All operations of the Backend API, by resource.
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
