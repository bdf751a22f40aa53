#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{
    EmailAddress, EnterpriseAccount, ExternalAccount, Kind, OrganizationMembership, Passkey, PhoneNumber,
    SamlAccount, Web3Wallet,
};
use crate::{EmailAddressId, Metadata, Millis, PhoneNumberId, UserId, Web3WalletId};

/// A person who can sign in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct User {
    /// The user's id.
    pub id: UserId,
    /// Always `user`.
    pub object: Kind,
    /// The id that the application's own systems know the user by; unique within the instance.
    pub external_id: Option<String>,
    /// Which of `email_addresses` stands for the user.
    pub primary_email_address_id: Option<EmailAddressId>,
    /// Which of `phone_numbers` stands for the user.
    pub primary_phone_number_id: Option<PhoneNumberId>,
    /// Which of `web3_wallets` stands for the user.
    pub primary_web3_wallet_id: Option<Web3WalletId>,
    /// A name to sign in with; unique within the instance.
    pub username: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Preferred language, as a BCP 47 tag such as `de-CH`.
    pub locale: Option<String>,
    /// The former name of `image_url`.
    pub profile_image_url: String,
    /// Where the user's picture, or a generated avatar, is served.
    pub image_url: String,
    /// Whether the picture was uploaded or came from a linked account.
    pub has_image: bool,
    /// Free-form data: written by the backend, readable by the frontend.
    pub public_metadata: Metadata,
    /// Free-form data that only the backend sees.
    pub private_metadata: Option<Metadata>,
    /// Free-form data that the frontend can write too.
    pub unsafe_metadata: Metadata,
    /// The user's e-mail addresses.
    pub email_addresses: Vec<EmailAddress>,
    /// The user's phone numbers.
    pub phone_numbers: Vec<PhoneNumber>,
    /// The user's web3 wallets.
    pub web3_wallets: Vec<Web3Wallet>,
    /// The user's passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whether a password is set.
    pub password_enabled: bool,
    /// Whether any second factor is set up.
    pub two_factor_enabled: bool,
    /// Whether an authenticator app is set up.
    pub totp_enabled: bool,
    /// Whether there are backup codes.
    pub backup_code_enabled: bool,
    /// When a second factor was last set up.
    pub mfa_enabled_at: Option<Millis>,
    /// When the last second factor was taken away.
    pub mfa_disabled_at: Option<Millis>,
    /// When the password was last set.
    pub password_last_updated_at: Option<Millis>,
    /// Accounts at identity providers.
    pub external_accounts: Vec<ExternalAccount>,
    /// Accounts at SAML identity providers; the former form of `enterprise_accounts`.
    pub saml_accounts: Vec<SamlAccount>,
    /// Accounts at an employer's identity provider.
    pub enterprise_accounts: Vec<EnterpriseAccount>,
    /// The user's memberships of organizations, where the answer includes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_memberships: Option<Vec<OrganizationMembership>>,
    /// When the user last signed in.
    pub last_sign_in_at: Option<Millis>,
    /// Whether the user may not sign in, until unbanned.
    pub banned: bool,
    /// Whether the user may not sign in for now, as after too many wrong passwords.
    pub locked: bool,
    /// Whether the user's directory has taken them out of service.
    pub deprovisioned: bool,
    /// For how many more seconds the lock holds; null when not locked, or locked without end.
    pub lockout_expires_in_seconds: Option<i64>,
    /// How many wrong attempts are left before the user is locked; null when lockout is off.
    pub verification_attempts_remaining: Option<i64>,
    /// When the user last changed.
    pub updated_at: Millis,
    /// When the user signed up.
    pub created_at: Millis,
    /// Whether the user may delete their own account.
    pub delete_self_enabled: bool,
    /// Whether the user may create organizations.
    pub create_organization_enabled: bool,
    /// How many organizations the user may create; 0 for any number, null for the instance's setting.
    pub create_organizations_limit: Option<i64>,
    /// When the user was last active, to the day.
    pub last_active_at: Option<Millis>,
    /// When the user accepted the legal terms.
    pub legal_accepted_at: Option<Millis>,
    /// Whether sign-ins from new devices skip the extra check.
    pub bypass_client_trust: bool,
    /// How the user's directory knows them.
    pub scim: Option<ScimUserMetadata>,
}

/// How a directory that provisions users over SCIM knows a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScimUserMetadata {
    /// The directory's id.
    pub directory_id: String,
    /// Whether the directory is in service.
    pub directory_enabled: bool,
    /// The directory's own id of the user.
    pub external_id: Option<String>,
}
