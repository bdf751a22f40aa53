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
                /// The email addresses of users.
                email_addresses: EmailAddresses, requests;
                /// The phone numbers of users.
                phone_numbers: PhoneNumbers, requests;
                /// The people of an instance.
                users: Users, requests;
            }
            #[cfg(feature = "sessions")]
            {
                /// Tickets with which somebody can act as a user once.
                actor_tokens: ActorTokens, requests;
                /// The browsers and devices that hold sessions.
                clients: Clients, requests;
                /// Sessions and their tokens.
                sessions: Sessions, requests;
                /// Tickets with which a user can sign in once.
                sign_in_tokens: SignInTokens, requests;
                /// Tokens for end-to-end tests.
                testing_tokens: TestingTokens;
            }
            #[cfg(true)]
            {
                /// The public keys that session tokens are verified with.
                jwks: Jwks;
            }
            #[cfg(feature = "organizations")]
            {
                /// Domains of organizations: whoever has an address of one may join.
                organization_domains: OrganizationDomains, requests;
                /// Invitations to organizations.
                organization_invitations: OrganizationInvitations, requests;
                /// Who belongs to an organization, and as what.
                organization_memberships: OrganizationMemberships, requests;
                /// Permissions that roles of organizations give.
                organization_permissions: OrganizationPermissions, requests;
                /// Roles that members of organizations can have.
                organization_roles: OrganizationRoles, requests;
                /// Groups of users who work together.
                organizations: Organizations, requests;
            }
            #[cfg(feature = "invitations")]
            {
                /// Who may sign up where only those on a list may.
                allowlist_identifiers: AllowlistIdentifiers, requests;
                /// Who may not sign up.
                blocklist_identifiers: BlocklistIdentifiers, requests;
                /// Invitations to the application.
                invitations: Invitations, requests;
                /// People on the way to becoming users.
                sign_ups: SignUps, requests;
                /// People who wait to be let in.
                waitlist_entries: WaitlistEntries, requests;
            }
            #[cfg(feature = "instance")]
            {
                /// Settings and operations that may still change.
                beta_features: BetaFeatures, requests;
                /// The domains that an instance's applications run on.
                domains: Domains, requests;
                /// Applications that nobody owns yet.
                experimental_accountless_applications: ExperimentalAccountlessApplications;
                /// How an instance behaves.
                instance_settings: InstanceSettings, requests;
                /// What belongs to no other resource.
                miscellaneous: Miscellaneous, requests;
                /// Whether a proxy leads to the Frontend API.
                proxy_checks: ProxyChecks, requests;
                /// The addresses that users may be sent to after signing in.
                redirect_urls: RedirectUrls, requests;
            }
            #[cfg(feature = "templates")]
            {
                /// Changing the templates of emails and SMS.
                email_and_sms_templates: EmailAndSmsTemplates, requests;
                /// The templates of emails and SMS.
                email_sms_templates: EmailSMSTemplates, requests;
                /// Templates for tokens with claims of one's own.
                jwt_templates: JwtTemplates, requests;
                /// Trying templates of emails and SMS.
                templates: Templates, requests;
            }
            #[cfg(feature = "oauth")]
            {
                /// Access tokens that applications were given.
                oauth_access_tokens: OauthAccessTokens, requests;
                /// Applications that sign people in with their accounts here.
                oauth_applications: OauthApplications, requests;
            }
            #[cfg(feature = "saml")]
            {
                /// Connections to identity providers that speak SAML.
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
