#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{
    EmailAddress, EnterpriseAccount, ExternalAccount, Kind, OrganizationMembership, Passkey, PhoneNumber,
    SamlAccount, Web3Wallet,
};
use crate::{EmailAddressId, Metadata, Millis, PhoneNumberId, UserId, Web3WalletId};

/// A user of the application.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct User {
    /// The user's id.
    pub id: UserId,
    /// Always `user`.
    pub object: Kind,
    /// The user's id in the application's own systems; unique within the instance.
    pub external_id: Option<String>,
    /// The primary one of `email_addresses`.
    pub primary_email_address_id: Option<EmailAddressId>,
    /// The primary one of `phone_numbers`.
    pub primary_phone_number_id: Option<PhoneNumberId>,
    /// The primary one of `web3_wallets`.
    pub primary_web3_wallet_id: Option<Web3WalletId>,
    /// Username; unique within the instance.
    pub username: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Preferred locale, as a BCP 47 tag such as `de-CH`.
    pub locale: Option<String>,
    /// Former name of `image_url`.
    pub profile_image_url: String,
    /// URL of the user's profile image, or of a generated avatar.
    pub image_url: String,
    /// Whether the image was uploaded or taken from a linked account.
    pub has_image: bool,
    /// Free-form data, writable by the backend and readable by the frontend.
    pub public_metadata: Metadata,
    /// Free-form data, visible to the backend only.
    pub private_metadata: Option<Metadata>,
    /// Free-form data, writable by the frontend too.
    pub unsafe_metadata: Metadata,
    /// The user's email addresses.
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
    /// Whether the user has backup codes.
    pub backup_code_enabled: bool,
    /// When a second factor was last set up.
    pub mfa_enabled_at: Option<Millis>,
    /// When the last second factor was removed.
    pub mfa_disabled_at: Option<Millis>,
    /// When the password was last set.
    pub password_last_updated_at: Option<Millis>,
    /// Accounts at identity providers.
    pub external_accounts: Vec<ExternalAccount>,
    /// Accounts at SAML identity providers. Former representation of `enterprise_accounts`.
    pub saml_accounts: Vec<SamlAccount>,
    /// Accounts at enterprise identity providers.
    pub enterprise_accounts: Vec<EnterpriseAccount>,
    /// The user's organization memberships, if included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_memberships: Option<Vec<OrganizationMembership>>,
    /// When the user last signed in.
    pub last_sign_in_at: Option<Millis>,
    /// Whether the user is banned.
    pub banned: bool,
    /// Whether the user is locked, such as after too many failed sign-in attempts.
    pub locked: bool,
    /// Whether the user was deprovisioned by their directory.
    pub deprovisioned: bool,
    /// Seconds until the lock ends; null if not locked or locked indefinitely.
    pub lockout_expires_in_seconds: Option<i64>,
    /// Remaining failed attempts before the user is locked; null if lockout is disabled.
    pub verification_attempts_remaining: Option<i64>,
    /// When the user was last updated.
    pub updated_at: Millis,
    /// When the user signed up.
    pub created_at: Millis,
    /// Whether the user may delete their own account.
    pub delete_self_enabled: bool,
    /// Whether the user may create organizations.
    pub create_organization_enabled: bool,
    /// Maximum number of organizations the user may create; 0 for unlimited, null for the instance's setting.
    pub create_organizations_limit: Option<i64>,
    /// When the user was last active, rounded to the day.
    pub last_active_at: Option<Millis>,
    /// When the user accepted the legal terms.
    pub legal_accepted_at: Option<Millis>,
    /// Whether sign-ins from new devices skip the additional verification.
    pub bypass_client_trust: bool,
    /// How the user's directory provisions them.
    pub scim: Option<ScimUserMetadata>,
}

/// Metadata of a user provisioned by a SCIM directory.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScimUserMetadata {
    /// The directory's id.
    pub directory_id: String,
    /// Whether the directory is enabled.
    pub directory_enabled: bool,
    /// The user's id in the directory.
    pub external_id: Option<String>,
}
