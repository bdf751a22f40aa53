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

/// The one list of resources, by group: calls `$with!` with all of it. Here it generates [`visit`]; in the SDK, the clients'
/// methods and the re-exported request types, where a resource has `requests`. A group is a feature of both crates.
#[doc(hidden)]
#[macro_export]
macro_rules! resources {
    ($with:ident) => {
        $with! {
            #[cfg(feature = "users")]
            {
                /// Email addresses of users.
                email_addresses: EmailAddresses, requests;
                /// Phone numbers of users.
                phone_numbers: PhoneNumbers, requests;
                /// Users of an instance.
                users: Users, requests;
            }
            #[cfg(feature = "sessions")]
            {
                /// Single-use tickets for impersonating a user.
                actor_tokens: ActorTokens, requests;
                /// Browsers and devices that hold sessions.
                clients: Clients, requests;
                /// Sessions and their tokens.
                sessions: Sessions, requests;
                /// Single-use tickets that sign a user in.
                sign_in_tokens: SignInTokens, requests;
                /// Tokens for end-to-end tests.
                testing_tokens: TestingTokens;
            }
            #[cfg(true)]
            {
                /// Public keys that verify session tokens.
                jwks: Jwks;
            }
            #[cfg(feature = "organizations")]
            {
                /// Domains of organizations, whose users may join.
                organization_domains: OrganizationDomains, requests;
                /// Invitations to organizations.
                organization_invitations: OrganizationInvitations, requests;
                /// Members of organizations and their roles.
                organization_memberships: OrganizationMemberships, requests;
                /// Permissions that organization roles grant.
                organization_permissions: OrganizationPermissions, requests;
                /// Roles of organization members.
                organization_roles: OrganizationRoles, requests;
                /// Groups of users who work together.
                organizations: Organizations, requests;
            }
            #[cfg(feature = "invitations")]
            {
                /// Identifiers that may sign up while the allowlist is enabled.
                allowlist_identifiers: AllowlistIdentifiers, requests;
                /// Identifiers that may not sign up.
                blocklist_identifiers: BlocklistIdentifiers, requests;
                /// Invitations to the application.
                invitations: Invitations, requests;
                /// Sign-ups in progress.
                sign_ups: SignUps, requests;
                /// People waiting to be invited.
                waitlist_entries: WaitlistEntries, requests;
            }
            #[cfg(feature = "instance")]
            {
                /// Beta settings and operations, which may still change.
                beta_features: BetaFeatures, requests;
                /// Domains of an instance.
                domains: Domains, requests;
                /// Applications created without an account.
                experimental_accountless_applications: ExperimentalAccountlessApplications;
                /// Settings of an instance.
                instance_settings: InstanceSettings, requests;
                /// Operations that belong to no other resource.
                miscellaneous: Miscellaneous, requests;
                /// Checks of Frontend API proxies.
                proxy_checks: ProxyChecks, requests;
                /// URLs that users may be redirected to after signing in.
                redirect_urls: RedirectUrls, requests;
            }
            #[cfg(feature = "templates")]
            {
                /// Customizing email and SMS templates.
                email_and_sms_templates: EmailAndSmsTemplates, requests;
                /// Email and SMS templates.
                email_sms_templates: EmailSMSTemplates, requests;
                /// Templates for tokens with custom claims.
                jwt_templates: JwtTemplates, requests;
                /// Previewing email and SMS templates.
                templates: Templates, requests;
            }
            #[cfg(feature = "oauth")]
            {
                /// Access tokens issued to OAuth applications.
                oauth_access_tokens: OauthAccessTokens, requests;
                /// OAuth applications, for which this instance is the identity provider.
                oauth_applications: OauthApplications, requests;
            }
            #[cfg(feature = "saml")]
            {
                /// Connections to SAML identity providers.
                saml_connections: SamlConnections, requests;
            }
            #[cfg(feature = "webhooks")]
            {
                /// The instance's webhook service.
                webhooks: Webhooks;
            }
        }
    };
}

macro_rules! visit_all {
    ($(#[$group:meta] {$($(#[doc = $about:literal])* $name:ident: $Resource:ident $(, $requests:ident)?;)*})*) => {
        /// Calls `visitor` with every operation of the Backend API.
        pub fn visit<V: Visitor>(visitor: &mut V) {
            $(#[$group] {
                $($name::visit(visitor);)*
            })*
        }
    };
}
resources!(visit_all);

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
