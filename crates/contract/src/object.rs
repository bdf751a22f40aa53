//! What the API answers with. One file per object.
//!
//! Every field has a default, so that an answer of an older or newer server always reads; a server writes every
//! field. Times are [`Millis`](crate::Millis) unless a field says otherwise.

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
mod template;
mod token;
mod user;
mod verification;
mod waitlist_entry;
mod web3_wallet;

pub use accountless_application::AccountlessApplication;
pub use actor_token::{ActorToken, ActorTokenStatus};
pub use allowlist_identifier::{AllowlistIdentifier, IdentifierType};
pub use blocklist_identifier::BlocklistIdentifier;
pub use client::Client;
pub use deleted::{DeletedObject, TotalCount, UserReference};
pub use domain::{CNameTarget, Domain, ProxyCheck};
pub use email_address::{EmailAddress, IdentificationLink};
pub use enterprise_account::{
    EnterpriseAccount, EnterpriseAccountConnection, EnterpriseProtocol, SamlAccount, SamlAccountConnection,
};
pub use event::EventType;
pub use external_account::{ExternalAccount, OAuthAccessToken};
pub use instance::{EnrollmentMode, Instance, InstanceRestrictions, InstanceSettings, OrganizationSettings};
pub use invitation::{Invitation, InvitationStatus};
pub use jwks::{Jwk, Jwks};
pub use jwt_template::JwtTemplate;
pub use oauth_application::{OAuthApplication, OAuthApplicationAccessToken};
pub use organization::Organization;
pub use organization_domain::{
    OrganizationDomain, OrganizationDomainVerification, OrganizationEnrollmentMode,
};
pub use organization_invitation::{
    OrganizationInvitation, OrganizationInvitationInviter, OrganizationInvitationStatus,
    PublicOrganizationData,
};
pub use organization_membership::{OrganizationMembership, OrganizationMembershipPublicUserData};
pub use passkey::Passkey;
pub use phone_number::PhoneNumber;
pub use redirect_url::RedirectUrl;
pub use role::{Permission, Role};
pub use saml_connection::{
    SamlAttributeMapping, SamlConnection, SamlLoginHint, SamlLoginHintMode, SamlProvider,
};
pub use session::{Session, SessionActivity, SessionRefresh, SessionStatus, SessionTask};
pub use sign_in_token::{SignInToken, SignInTokenStatus};
pub use sign_up::{SignUp, SignUpStatus, SignUpVerification, SignUpVerificationAction, SignUpVerifications};
pub use template::{SvixUrl, Template};
pub use token::{CodeType, TestingToken, Token, VerifiedPassword, VerifiedTotp};
pub use user::{ScimUserMetadata, User};
pub use verification::{Verification, VerificationStatus, VerificationStrategy};
pub use waitlist_entry::{WaitlistEntry, WaitlistEntryStatus};
pub use web3_wallet::Web3Wallet;

/// The name of an object's kind: its field `object`.
pub type Kind = std::borrow::Cow<'static, str>;
