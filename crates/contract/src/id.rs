//! Ids: one type each, so that a session's id can't be passed where a user's is meant.

/// Declares id types; each has a prefix that new ids of the kind begin with.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// What new ids of this kind begin with.
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
    /// An instance: one isolated set of users, keys and settings.
    InstanceId = "ins_";
    /// A user.
    UserId = "user_";
    /// Something a user is identified by: an e-mail address, a phone number, a wallet, a linked account.
    IdentificationId = "idn_";
    /// An e-mail address.
    EmailAddressId = "idn_";
    /// A phone number.
    PhoneNumberId = "idn_";
    /// A web3 wallet.
    Web3WalletId = "idn_";
    /// A passkey.
    PasskeyId = "idn_";
    /// An account at an identity provider that is linked to a user.
    ExternalAccountId = "eac_";
    /// A session.
    SessionId = "sess_";
    /// A client: a browser or device, which holds sessions.
    ClientId = "client_";
    /// A sign-in token.
    SignInTokenId = "sit_";
    /// An actor token.
    ActorTokenId = "act_";
    /// An entry of the allowlist.
    AllowlistIdentifierId = "alid_";
    /// An entry of the blocklist.
    BlocklistIdentifierId = "blid_";
    /// An invitation to the application.
    InvitationId = "inv_";
    /// A sign-up.
    SignUpId = "sua_";
    /// An entry of the waitlist.
    WaitlistEntryId = "wle_";
    /// A template for tokens with claims of one's own.
    JwtTemplateId = "jtmp_";
    /// An application that signs people in with their accounts here.
    OAuthApplicationId = "oa_";
    /// What a user let such an application do.
    OAuthGrantId = "oagr_";
    /// An organization.
    OrganizationId = "org_";
    /// A user's membership of an organization.
    OrganizationMembershipId = "orgmem_";
    /// An invitation to an organization.
    OrganizationInvitationId = "orginv_";
    /// An address that users may be sent to.
    RedirectUrlId = "ru_";
    /// A domain of an instance.
    DomainId = "dmn_";
    /// A check of a domain's proxy.
    ProxyCheckId = "proxchk_";
    /// A connection to an identity provider that speaks SAML.
    SamlConnectionId = "samlc_";
    /// A domain of an organization.
    OrganizationDomainId = "orgdmn_";
    /// A role that members of organizations can have.
    RoleId = "role_";
    /// A permission that such roles give.
    PermissionId = "perm_";
    /// A stored image.
    ImageId = "img_";
    /// An e-mail or SMS; each kind has its own prefix, and this one is an e-mail's.
    MessageId = "ema_";
    /// An address that webhooks are sent to.
    WebhookEndpointId = "ep_";
    /// What webhooks tell of one event; the same for every endpoint.
    WebhookMessageId = "msg_";
    /// A message on its way to an endpoint.
    WebhookDeliveryId = "whd_";
    /// A secret key's record; never the key itself.
    SecretKeyId = "key_";
}

/// An identity provider's name as it stands in paths: `oauth_google`, `oauth_github` …
pub type Provider = String;
/// What a template is for: `email` or `sms`.
pub type TemplateType = String;
/// A template's name for machines, such as `verification_code`.
pub type TemplateSlug = String;
/// A JWT template's name.
pub type TemplateName = String;
