//! The resources of the API, one method each.

use housekey_contract::backend::{
    actor_tokens::ActorTokens, allowlist_identifiers::AllowlistIdentifiers, beta_features::BetaFeatures,
    blocklist_identifiers::BlocklistIdentifiers, clients::Clients, domains::Domains,
    email_addresses::EmailAddresses, email_and_sms_templates::EmailAndSmsTemplates,
    email_sms_templates::EmailSMSTemplates,
    experimental_accountless_applications::ExperimentalAccountlessApplications,
    instance_settings::InstanceSettings, invitations::Invitations, jwks::Jwks, jwt_templates::JwtTemplates,
    miscellaneous::Miscellaneous, oauth_access_tokens::OauthAccessTokens,
    oauth_applications::OauthApplications, organization_domains::OrganizationDomains,
    organization_invitations::OrganizationInvitations, organization_memberships::OrganizationMemberships,
    organization_permissions::OrganizationPermissions, organization_roles::OrganizationRoles,
    organizations::Organizations, phone_numbers::PhoneNumbers, proxy_checks::ProxyChecks,
    redirect_urls::RedirectUrls, saml_connections::SamlConnections, sessions::Sessions,
    sign_in_tokens::SignInTokens, sign_ups::SignUps, templates::Templates, testing_tokens::TestingTokens,
    users::Users, waitlist_entries::WaitlistEntries, webhooks::Webhooks,
};

use crate::Client;

impl Client {
    /// Tickets with which somebody can act as a user once.
    pub fn actor_tokens(&self) -> ActorTokens<'_, Self> {
        ActorTokens::on(self)
    }

    /// Who may sign up where only those on a list may.
    pub fn allowlist_identifiers(&self) -> AllowlistIdentifiers<'_, Self> {
        AllowlistIdentifiers::on(self)
    }

    /// Settings and operations that may still change.
    pub fn beta_features(&self) -> BetaFeatures<'_, Self> {
        BetaFeatures::on(self)
    }

    /// Who may not sign up.
    pub fn blocklist_identifiers(&self) -> BlocklistIdentifiers<'_, Self> {
        BlocklistIdentifiers::on(self)
    }

    /// The browsers and devices that hold sessions.
    pub fn clients(&self) -> Clients<'_, Self> {
        Clients::on(self)
    }

    /// The domains that an instance's applications run on.
    pub fn domains(&self) -> Domains<'_, Self> {
        Domains::on(self)
    }

    /// The e-mail addresses of users.
    pub fn email_addresses(&self) -> EmailAddresses<'_, Self> {
        EmailAddresses::on(self)
    }

    /// Applications that nobody owns yet.
    pub fn experimental_accountless_applications(&self) -> ExperimentalAccountlessApplications<'_, Self> {
        ExperimentalAccountlessApplications::on(self)
    }

    /// How an instance behaves.
    pub fn instance_settings(&self) -> InstanceSettings<'_, Self> {
        InstanceSettings::on(self)
    }

    /// Invitations to the application.
    pub fn invitations(&self) -> Invitations<'_, Self> {
        Invitations::on(self)
    }

    /// Changing the templates of e-mails and SMS.
    pub fn email_and_sms_templates(&self) -> EmailAndSmsTemplates<'_, Self> {
        EmailAndSmsTemplates::on(self)
    }

    /// The templates of e-mails and SMS.
    pub fn email_sms_templates(&self) -> EmailSMSTemplates<'_, Self> {
        EmailSMSTemplates::on(self)
    }

    /// The public keys that session tokens are verified with.
    pub fn jwks(&self) -> Jwks<'_, Self> {
        Jwks::on(self)
    }

    /// Templates for tokens with claims of one's own.
    pub fn jwt_templates(&self) -> JwtTemplates<'_, Self> {
        JwtTemplates::on(self)
    }

    /// What belongs to no other resource.
    pub fn miscellaneous(&self) -> Miscellaneous<'_, Self> {
        Miscellaneous::on(self)
    }

    /// Access tokens that applications were given.
    pub fn oauth_access_tokens(&self) -> OauthAccessTokens<'_, Self> {
        OauthAccessTokens::on(self)
    }

    /// Applications that sign people in with their accounts here.
    pub fn oauth_applications(&self) -> OauthApplications<'_, Self> {
        OauthApplications::on(self)
    }

    /// Domains of organizations: whoever has an address of one may join.
    pub fn organization_domains(&self) -> OrganizationDomains<'_, Self> {
        OrganizationDomains::on(self)
    }

    /// Invitations to organizations.
    pub fn organization_invitations(&self) -> OrganizationInvitations<'_, Self> {
        OrganizationInvitations::on(self)
    }

    /// Who belongs to an organization, and as what.
    pub fn organization_memberships(&self) -> OrganizationMemberships<'_, Self> {
        OrganizationMemberships::on(self)
    }

    /// Permissions that roles of organizations give.
    pub fn organization_permissions(&self) -> OrganizationPermissions<'_, Self> {
        OrganizationPermissions::on(self)
    }

    /// Roles that members of organizations can have.
    pub fn organization_roles(&self) -> OrganizationRoles<'_, Self> {
        OrganizationRoles::on(self)
    }

    /// Groups of users who work together.
    pub fn organizations(&self) -> Organizations<'_, Self> {
        Organizations::on(self)
    }

    /// The phone numbers of users.
    pub fn phone_numbers(&self) -> PhoneNumbers<'_, Self> {
        PhoneNumbers::on(self)
    }

    /// Whether a proxy leads to the Frontend API.
    pub fn proxy_checks(&self) -> ProxyChecks<'_, Self> {
        ProxyChecks::on(self)
    }

    /// The addresses that users may be sent to after signing in.
    pub fn redirect_urls(&self) -> RedirectUrls<'_, Self> {
        RedirectUrls::on(self)
    }

    /// Connections to identity providers that speak SAML.
    pub fn saml_connections(&self) -> SamlConnections<'_, Self> {
        SamlConnections::on(self)
    }

    /// Sessions and their tokens.
    pub fn sessions(&self) -> Sessions<'_, Self> {
        Sessions::on(self)
    }

    /// Tickets with which a user can sign in once.
    pub fn sign_in_tokens(&self) -> SignInTokens<'_, Self> {
        SignInTokens::on(self)
    }

    /// People on the way to becoming users.
    pub fn sign_ups(&self) -> SignUps<'_, Self> {
        SignUps::on(self)
    }

    /// Trying templates of e-mails and SMS.
    pub fn templates(&self) -> Templates<'_, Self> {
        Templates::on(self)
    }

    /// Tokens for end-to-end tests.
    pub fn testing_tokens(&self) -> TestingTokens<'_, Self> {
        TestingTokens::on(self)
    }

    /// The people of an instance.
    pub fn users(&self) -> Users<'_, Self> {
        Users::on(self)
    }

    /// People who wait to be let in.
    pub fn waitlist_entries(&self) -> WaitlistEntries<'_, Self> {
        WaitlistEntries::on(self)
    }

    /// The instance's webhook service.
    pub fn webhooks(&self) -> Webhooks<'_, Self> {
        Webhooks::on(self)
    }
}
