//! The resources of the API, one method each; a block for each group that can be left out.

use housekey_contract::backend;

use crate::Client;

#[cfg(feature = "users")]
impl Client {
    /// The e-mail addresses of users.
    pub fn email_addresses(&self) -> backend::email_addresses::EmailAddresses<'_, Self> {
        backend::email_addresses::EmailAddresses::on(self)
    }

    /// The phone numbers of users.
    pub fn phone_numbers(&self) -> backend::phone_numbers::PhoneNumbers<'_, Self> {
        backend::phone_numbers::PhoneNumbers::on(self)
    }

    /// The people of an instance.
    pub fn users(&self) -> backend::users::Users<'_, Self> {
        backend::users::Users::on(self)
    }
}

#[cfg(feature = "sessions")]
impl Client {
    /// Tickets with which somebody can act as a user once.
    pub fn actor_tokens(&self) -> backend::actor_tokens::ActorTokens<'_, Self> {
        backend::actor_tokens::ActorTokens::on(self)
    }

    /// The browsers and devices that hold sessions.
    pub fn clients(&self) -> backend::clients::Clients<'_, Self> {
        backend::clients::Clients::on(self)
    }

    /// Sessions and their tokens.
    pub fn sessions(&self) -> backend::sessions::Sessions<'_, Self> {
        backend::sessions::Sessions::on(self)
    }

    /// Tickets with which a user can sign in once.
    pub fn sign_in_tokens(&self) -> backend::sign_in_tokens::SignInTokens<'_, Self> {
        backend::sign_in_tokens::SignInTokens::on(self)
    }

    /// Tokens for end-to-end tests.
    pub fn testing_tokens(&self) -> backend::testing_tokens::TestingTokens<'_, Self> {
        backend::testing_tokens::TestingTokens::on(self)
    }
}

impl Client {
    /// The public keys that session tokens are verified with.
    pub fn jwks(&self) -> backend::jwks::Jwks<'_, Self> {
        backend::jwks::Jwks::on(self)
    }
}

#[cfg(feature = "organizations")]
impl Client {
    /// Domains of organizations: whoever has an address of one may join.
    pub fn organization_domains(&self) -> backend::organization_domains::OrganizationDomains<'_, Self> {
        backend::organization_domains::OrganizationDomains::on(self)
    }

    /// Invitations to organizations.
    pub fn organization_invitations(
        &self,
    ) -> backend::organization_invitations::OrganizationInvitations<'_, Self> {
        backend::organization_invitations::OrganizationInvitations::on(self)
    }

    /// Who belongs to an organization, and as what.
    pub fn organization_memberships(
        &self,
    ) -> backend::organization_memberships::OrganizationMemberships<'_, Self> {
        backend::organization_memberships::OrganizationMemberships::on(self)
    }

    /// Permissions that roles of organizations give.
    pub fn organization_permissions(
        &self,
    ) -> backend::organization_permissions::OrganizationPermissions<'_, Self> {
        backend::organization_permissions::OrganizationPermissions::on(self)
    }

    /// Roles that members of organizations can have.
    pub fn organization_roles(&self) -> backend::organization_roles::OrganizationRoles<'_, Self> {
        backend::organization_roles::OrganizationRoles::on(self)
    }

    /// Groups of users who work together.
    pub fn organizations(&self) -> backend::organizations::Organizations<'_, Self> {
        backend::organizations::Organizations::on(self)
    }
}

#[cfg(feature = "invitations")]
impl Client {
    /// Who may sign up where only those on a list may.
    pub fn allowlist_identifiers(&self) -> backend::allowlist_identifiers::AllowlistIdentifiers<'_, Self> {
        backend::allowlist_identifiers::AllowlistIdentifiers::on(self)
    }

    /// Who may not sign up.
    pub fn blocklist_identifiers(&self) -> backend::blocklist_identifiers::BlocklistIdentifiers<'_, Self> {
        backend::blocklist_identifiers::BlocklistIdentifiers::on(self)
    }

    /// Invitations to the application.
    pub fn invitations(&self) -> backend::invitations::Invitations<'_, Self> {
        backend::invitations::Invitations::on(self)
    }

    /// People on the way to becoming users.
    pub fn sign_ups(&self) -> backend::sign_ups::SignUps<'_, Self> {
        backend::sign_ups::SignUps::on(self)
    }

    /// People who wait to be let in.
    pub fn waitlist_entries(&self) -> backend::waitlist_entries::WaitlistEntries<'_, Self> {
        backend::waitlist_entries::WaitlistEntries::on(self)
    }
}

#[cfg(feature = "instance")]
impl Client {
    /// Settings and operations that may still change.
    pub fn beta_features(&self) -> backend::beta_features::BetaFeatures<'_, Self> {
        backend::beta_features::BetaFeatures::on(self)
    }

    /// The domains that an instance's applications run on.
    pub fn domains(&self) -> backend::domains::Domains<'_, Self> {
        backend::domains::Domains::on(self)
    }

    /// Applications that nobody owns yet.
    pub fn experimental_accountless_applications(
        &self,
    ) -> backend::experimental_accountless_applications::ExperimentalAccountlessApplications<'_, Self> {
        backend::experimental_accountless_applications::ExperimentalAccountlessApplications::on(self)
    }

    /// How an instance behaves.
    pub fn instance_settings(&self) -> backend::instance_settings::InstanceSettings<'_, Self> {
        backend::instance_settings::InstanceSettings::on(self)
    }

    /// What belongs to no other resource.
    pub fn miscellaneous(&self) -> backend::miscellaneous::Miscellaneous<'_, Self> {
        backend::miscellaneous::Miscellaneous::on(self)
    }

    /// Whether a proxy leads to the Frontend API.
    pub fn proxy_checks(&self) -> backend::proxy_checks::ProxyChecks<'_, Self> {
        backend::proxy_checks::ProxyChecks::on(self)
    }

    /// The addresses that users may be sent to after signing in.
    pub fn redirect_urls(&self) -> backend::redirect_urls::RedirectUrls<'_, Self> {
        backend::redirect_urls::RedirectUrls::on(self)
    }
}

#[cfg(feature = "templates")]
impl Client {
    /// Changing the templates of e-mails and SMS.
    pub fn email_and_sms_templates(
        &self,
    ) -> backend::email_and_sms_templates::EmailAndSmsTemplates<'_, Self> {
        backend::email_and_sms_templates::EmailAndSmsTemplates::on(self)
    }

    /// The templates of e-mails and SMS.
    pub fn email_sms_templates(&self) -> backend::email_sms_templates::EmailSMSTemplates<'_, Self> {
        backend::email_sms_templates::EmailSMSTemplates::on(self)
    }

    /// Templates for tokens with claims of one's own.
    pub fn jwt_templates(&self) -> backend::jwt_templates::JwtTemplates<'_, Self> {
        backend::jwt_templates::JwtTemplates::on(self)
    }

    /// Trying templates of e-mails and SMS.
    pub fn templates(&self) -> backend::templates::Templates<'_, Self> {
        backend::templates::Templates::on(self)
    }
}

#[cfg(feature = "oauth")]
impl Client {
    /// Access tokens that applications were given.
    pub fn oauth_access_tokens(&self) -> backend::oauth_access_tokens::OauthAccessTokens<'_, Self> {
        backend::oauth_access_tokens::OauthAccessTokens::on(self)
    }

    /// Applications that sign people in with their accounts here.
    pub fn oauth_applications(&self) -> backend::oauth_applications::OauthApplications<'_, Self> {
        backend::oauth_applications::OauthApplications::on(self)
    }
}

#[cfg(feature = "saml")]
impl Client {
    /// Connections to identity providers that speak SAML.
    pub fn saml_connections(&self) -> backend::saml_connections::SamlConnections<'_, Self> {
        backend::saml_connections::SamlConnections::on(self)
    }
}

#[cfg(feature = "webhooks")]
impl Client {
    /// The instance's webhook service.
    pub fn webhooks(&self) -> backend::webhooks::Webhooks<'_, Self> {
        backend::webhooks::Webhooks::on(self)
    }
}
