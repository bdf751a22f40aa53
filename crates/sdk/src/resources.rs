//! The resources of the API, one method each; a block for each group that can be left out.

/// Gives the clients one method for each resource, named as its module of the contract.
macro_rules! resources {
    (@on $Client:ty: $($(#[$group:meta])? {$($(#[doc = $about:literal])* $name:ident: $Resource:ident;)*})*) => {$(
        $(#[$group])?
        impl $Client {$(
            $(#[doc = $about])*
            pub fn $name(&self) -> housekey_contract::backend::$name::$Resource<'_, Self> {
                housekey_contract::backend::$name::$Resource::on(self)
            }
        )*}
    )*};
    ($($groups:tt)*) => {
        resources!(@on crate::Client: $($groups)*);
        #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
        resources!(@on crate::blocking::Client: $($groups)*);
    };
}

resources! {
    #[cfg(feature = "users")]
    {
        /// The e-mail addresses of users.
        email_addresses: EmailAddresses;
        /// The phone numbers of users.
        phone_numbers: PhoneNumbers;
        /// The people of an instance.
        users: Users;
    }
    #[cfg(feature = "sessions")]
    {
        /// Tickets with which somebody can act as a user once.
        actor_tokens: ActorTokens;
        /// The browsers and devices that hold sessions.
        clients: Clients;
        /// Sessions and their tokens.
        sessions: Sessions;
        /// Tickets with which a user can sign in once.
        sign_in_tokens: SignInTokens;
        /// Tokens for end-to-end tests.
        testing_tokens: TestingTokens;
    }
    {
        /// The public keys that session tokens are verified with.
        jwks: Jwks;
    }
    #[cfg(feature = "organizations")]
    {
        /// Domains of organizations: whoever has an address of one may join.
        organization_domains: OrganizationDomains;
        /// Invitations to organizations.
        organization_invitations: OrganizationInvitations;
        /// Who belongs to an organization, and as what.
        organization_memberships: OrganizationMemberships;
        /// Permissions that roles of organizations give.
        organization_permissions: OrganizationPermissions;
        /// Roles that members of organizations can have.
        organization_roles: OrganizationRoles;
        /// Groups of users who work together.
        organizations: Organizations;
    }
    #[cfg(feature = "invitations")]
    {
        /// Who may sign up where only those on a list may.
        allowlist_identifiers: AllowlistIdentifiers;
        /// Who may not sign up.
        blocklist_identifiers: BlocklistIdentifiers;
        /// Invitations to the application.
        invitations: Invitations;
        /// People on the way to becoming users.
        sign_ups: SignUps;
        /// People who wait to be let in.
        waitlist_entries: WaitlistEntries;
    }
    #[cfg(feature = "instance")]
    {
        /// Settings and operations that may still change.
        beta_features: BetaFeatures;
        /// The domains that an instance's applications run on.
        domains: Domains;
        /// Applications that nobody owns yet.
        experimental_accountless_applications: ExperimentalAccountlessApplications;
        /// How an instance behaves.
        instance_settings: InstanceSettings;
        /// What belongs to no other resource.
        miscellaneous: Miscellaneous;
        /// Whether a proxy leads to the Frontend API.
        proxy_checks: ProxyChecks;
        /// The addresses that users may be sent to after signing in.
        redirect_urls: RedirectUrls;
    }
    #[cfg(feature = "templates")]
    {
        /// Changing the templates of e-mails and SMS.
        email_and_sms_templates: EmailAndSmsTemplates;
        /// The templates of e-mails and SMS.
        email_sms_templates: EmailSMSTemplates;
        /// Templates for tokens with claims of one's own.
        jwt_templates: JwtTemplates;
        /// Trying templates of e-mails and SMS.
        templates: Templates;
    }
    #[cfg(feature = "oauth")]
    {
        /// Access tokens that applications were given.
        oauth_access_tokens: OauthAccessTokens;
        /// Applications that sign people in with their accounts here.
        oauth_applications: OauthApplications;
    }
    #[cfg(feature = "saml")]
    {
        /// Connections to identity providers that speak SAML.
        saml_connections: SamlConnections;
    }
    #[cfg(feature = "webhooks")]
    {
        /// The instance's webhook service.
        webhooks: Webhooks;
    }
}
