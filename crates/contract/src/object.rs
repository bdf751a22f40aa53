//! The objects that the API returns, one file per object.
//!
//! All fields have defaults, so that responses of older and newer servers can be decoded; a server writes every field.
//! Times are [`Millis`](crate::Millis) unless stated otherwise.

mod accountless_application;
mod actor_token;
mod allowlist_identifier;
mod blocklist_identifier;
mod client;
mod deleted;
mod domain;
mod email_address;
mod enterprise_account;
mod event;
mod external_account;
mod instance;
mod invitation;
mod jwks;
mod jwt_template;
mod oauth_application;
mod organization;
mod organization_domain;
mod organization_invitation;
mod organization_membership;
mod passkey;
mod phone_number;
mod redirect_url;
mod role;
mod saml_connection;
mod session;
mod sign_in_token;
mod sign_up;
mod svix_url;
mod template;
mod token;
mod user;
mod verification;
mod waitlist_entry;
mod web3_wallet;

#[cfg(feature = "instance")]
pub use self::{
    accountless_application::AccountlessApplication,
    domain::{CNameTarget, Domain, ProxyCheck},
    instance::{EnrollmentMode, Instance, InstanceRestrictions, InstanceSettings, OrganizationSettings},
    redirect_url::RedirectUrl,
};
#[cfg(feature = "sessions")]
pub use self::{
    actor_token::{ActorToken, ActorTokenStatus},
    client::Client,
    sign_in_token::{SignInToken, SignInTokenStatus},
};
#[cfg(feature = "invitations")]
pub use self::{
    allowlist_identifier::{AllowlistIdentifier, IdentifierType},
    blocklist_identifier::BlocklistIdentifier,
    sign_up::{SignUp, SignUpStatus, SignUpVerification, SignUpVerificationAction, SignUpVerifications},
};
#[cfg(any(feature = "users", feature = "webhook-events"))]
pub use self::{
    email_address::{EmailAddress, IdentificationLink},
    enterprise_account::{
        EnterpriseAccount, EnterpriseAccountConnection, EnterpriseProtocol, SamlAccount,
        SamlAccountConnection,
    },
    external_account::{ExternalAccount, OAuthAccessToken},
    passkey::Passkey,
    phone_number::PhoneNumber,
    user::{ScimUserMetadata, User},
    verification::{Verification, VerificationStatus, VerificationStrategy},
    web3_wallet::Web3Wallet,
};
#[cfg(any(feature = "invitations", feature = "webhook-events"))]
pub use self::{
    invitation::{Invitation, InvitationStatus},
    waitlist_entry::{WaitlistEntry, WaitlistEntryStatus},
};
#[cfg(any(feature = "users", feature = "organizations", feature = "webhook-events"))]
pub use self::{
    organization::Organization,
    organization_invitation::{
        OrganizationInvitation, OrganizationInvitationInviter, OrganizationInvitationStatus,
        PublicOrganizationData,
    },
    organization_membership::{OrganizationMembership, OrganizationMembershipPublicUserData},
};
#[cfg(any(feature = "organizations", feature = "webhook-events"))]
pub use self::{
    organization_domain::{OrganizationDomain, OrganizationDomainVerification, OrganizationEnrollmentMode},
    role::{Permission, Role},
};
pub use deleted::{DeletedObject, TotalCount, UserReference};
#[cfg(feature = "webhook-events")]
pub use event::EventType;
pub use jwks::{Jwk, Jwks};
#[cfg(feature = "templates")]
pub use jwt_template::JwtTemplate;
#[cfg(feature = "oauth")]
pub use oauth_application::{OAuthApplication, OAuthApplicationAccessToken};
#[cfg(feature = "saml")]
pub use saml_connection::{
    SamlAttributeMapping, SamlConnection, SamlLoginHint, SamlLoginHintMode, SamlProvider,
};
#[cfg(any(feature = "sessions", feature = "webhook-events"))]
pub use session::{Session, SessionActivity, SessionRefresh, SessionStatus, SessionTask};
#[cfg(feature = "webhooks")]
pub use svix_url::SvixUrl;
#[cfg(feature = "templates")]
pub use template::Template;
#[cfg(any(feature = "users", feature = "sessions"))]
pub use token::{CodeType, TestingToken, Token, VerifiedPassword, VerifiedTotp};

/// The value of an object's `object` field.
pub type Kind = std::borrow::Cow<'static, str>;
