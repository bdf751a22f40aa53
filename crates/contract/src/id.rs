//! Ids: a separate type for each kind, so that they can't be mixed up.

/// Declares id types, each with the prefix of newly generated ids.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Prefix of newly generated ids of this kind.
            pub const PREFIX: &'static str = $prefix;

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<&$name> for $name {
            fn from(id: &$name) -> Self {
                id.clone()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// An instance: an isolated set of users, keys and settings.
    InstanceId = "ins_";
    /// A user.
    UserId = "user_";
    /// A user's identification: an email address, a phone number, a wallet or a linked account.
    IdentificationId = "idn_";
    /// An email address.
    EmailAddressId = "idn_";
    /// A phone number.
    PhoneNumberId = "idn_";
    /// A web3 wallet.
    Web3WalletId = "idn_";
    /// A passkey.
    PasskeyId = "idn_";
    /// An account at an identity provider, linked to a user.
    ExternalAccountId = "eac_";
    /// A session.
    SessionId = "sess_";
    /// A client: a browser or device that holds sessions.
    ClientId = "client_";
    /// A sign-in token.
    SignInTokenId = "sit_";
    /// An actor token.
    ActorTokenId = "act_";
    /// An allowlist entry.
    AllowlistIdentifierId = "alid_";
    /// A blocklist entry.
    BlocklistIdentifierId = "blid_";
    /// An invitation to the application.
    InvitationId = "inv_";
    /// A sign-up.
    SignUpId = "sua_";
    /// A waitlist entry.
    WaitlistEntryId = "wle_";
    /// A template for tokens with custom claims.
    JwtTemplateId = "jtmp_";
    /// An application that signs users in through this instance.
    OAuthApplicationId = "oa_";
    /// A user's grant to an OAuth application.
    OAuthGrantId = "oagr_";
    /// An organization.
    OrganizationId = "org_";
    /// A user's membership in an organization.
    OrganizationMembershipId = "orgmem_";
    /// An invitation to an organization.
    OrganizationInvitationId = "orginv_";
    /// A URL that users may be redirected to.
    RedirectUrlId = "ru_";
    /// A domain of an instance.
    DomainId = "dmn_";
    /// A proxy check of a domain.
    ProxyCheckId = "proxchk_";
    /// A connection to a SAML identity provider.
    SamlConnectionId = "samlc_";
    /// A domain of an organization.
    OrganizationDomainId = "orgdmn_";
    /// A role of organization members.
    RoleId = "role_";
    /// A permission granted by roles.
    PermissionId = "perm_";
    /// A stored image.
    ImageId = "img_";
    /// An email or SMS message. Each kind has its own prefix; this is the one for emails.
    MessageId = "ema_";
    /// An endpoint that receives webhooks.
    WebhookEndpointId = "ep_";
    /// A webhook message: one event, the same for all endpoints.
    WebhookMessageId = "msg_";
    /// The delivery of a webhook message to an endpoint.
    WebhookDeliveryId = "whd_";
    /// The record of a secret key, not the key itself.
    SecretKeyId = "key_";
}

/// Name of an identity provider as used in paths: `oauth_google`, `oauth_github` …
pub type Provider = String;
/// Type of a template: `email` or `sms`.
pub type TemplateType = String;
/// Slug of a template, such as `verification_code`.
pub type TemplateSlug = String;
/// A JWT template's name.
pub type TemplateName = String;
