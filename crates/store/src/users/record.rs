use housekey_contract::object::{IdentificationLink, Verification};
use housekey_contract::{
    EmailAddressId, ExternalAccountId, IdentificationId, ImageId, Metadata, Millis, PasskeyId, PhoneNumberId,
    UserId, Web3WalletId,
};
use serde::{Deserialize, Serialize};

use crate::fold::fold;

/// A user as they are stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserRecord {
    /// The user's id.
    pub id: UserId,
    /// The user's id in the application's own systems.
    pub external_id: Option<String>,
    /// A username.
    pub username: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Preferred locale, as a BCP 47 tag.
    pub locale: Option<String>,
    /// The uploaded profile image.
    pub image_id: Option<ImageId>,
    /// The primary email address.
    pub primary_email_address_id: Option<EmailAddressId>,
    /// The primary phone number.
    pub primary_phone_number_id: Option<PhoneNumberId>,
    /// The primary wallet.
    pub primary_web3_wallet_id: Option<Web3WalletId>,
    /// The user's email addresses, in order of creation.
    pub email_addresses: Vec<EmailAddressRecord>,
    /// The user's phone numbers.
    pub phone_numbers: Vec<PhoneNumberRecord>,
    /// The user's wallets.
    pub web3_wallets: Vec<Web3WalletRecord>,
    /// The user's passkeys.
    pub passkeys: Vec<PasskeyRecord>,
    /// The user's accounts at identity providers.
    pub external_accounts: Vec<ExternalAccountRecord>,
    /// Data writable by the backend and readable by the frontend.
    pub public_metadata: Metadata,
    /// Data visible to the backend only.
    pub private_metadata: Metadata,
    /// Data writable by the frontend too.
    pub unsafe_metadata: Metadata,
    /// Whether a password is set.
    pub password_enabled: bool,
    /// When the password was last set.
    pub password_last_updated_at: Option<Millis>,
    /// Whether a TOTP secret is set.
    pub totp_enabled: bool,
    /// Whether the user has backup codes.
    pub backup_code_enabled: bool,
    /// When a second factor was last set up.
    pub mfa_enabled_at: Option<Millis>,
    /// When the last second factor was removed.
    pub mfa_disabled_at: Option<Millis>,
    /// Whether the user is banned.
    pub banned: bool,
    /// Whether the user is locked.
    pub locked: bool,
    /// When the lock ends; `None` if indefinite.
    pub lock_expires_at: Option<Millis>,
    /// Failed attempts since the last successful one.
    pub failed_attempts: u32,
    /// Whether the user may delete their own account; `None` for the instance's setting.
    pub delete_self_enabled: Option<bool>,
    /// Whether the user may create organizations; `None` for the instance's setting.
    pub create_organization_enabled: Option<bool>,
    /// Maximum number of organizations the user may create; 0 for unlimited.
    pub create_organizations_limit: Option<i64>,
    /// Whether sign-ins from new devices skip the additional verification.
    pub bypass_client_trust: bool,
    /// When the user accepted the legal terms.
    pub legal_accepted_at: Option<Millis>,
    /// When the user last signed in.
    pub last_sign_in_at: Option<Millis>,
    /// When the user was last active.
    pub last_active_at: Option<Millis>,
    /// When the user signed up.
    pub created_at: Millis,
    /// When the user was last updated.
    pub updated_at: Millis,
}

impl UserRecord {
    /// The primary email address.
    pub fn primary_email_address(&self) -> Option<&str> {
        let id = self.primary_email_address_id.as_ref()?;
        Some(&self.email_addresses.iter().find(|address| address.id == *id)?.value)
    }

    /// The primary phone number.
    pub fn primary_phone_number(&self) -> Option<&str> {
        let id = self.primary_phone_number_id.as_ref()?;
        Some(&self.phone_numbers.iter().find(|number| number.id == *id)?.value)
    }

    /// The primary wallet.
    pub fn primary_web3_wallet(&self) -> Option<&str> {
        let id = self.primary_web3_wallet_id.as_ref()?;
        Some(&self.web3_wallets.iter().find(|wallet| wallet.id == *id)?.value)
    }

    /// Whether any second factor is set up.
    pub fn two_factor_enabled(&self) -> bool {
        self.totp_enabled || self.phone_numbers.iter().any(|number| number.reserved_for_second_factor)
    }

    /// First and last name, folded.
    pub(crate) fn name_text(&self) -> String {
        let names = [self.first_name.as_deref(), self.last_name.as_deref()];
        fold(&names.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    /// The searchable text except the id: one item per line, folded.
    pub(crate) fn search_text(&self) -> String {
        let mut lines = Vec::new();
        lines.extend(self.username.as_deref().map(fold));
        lines.extend(self.email_addresses.iter().map(|address| fold(&address.value)));
        lines.extend(self.phone_numbers.iter().map(|number| number.value.clone()));
        lines.extend(self.web3_wallets.iter().map(|wallet| fold(&wallet.value)));
        lines.push(self.name_text());
        lines.join("\n")
    }
}

/// The verification of an identification; `None` before the first attempt.
pub type Proof = Option<Verification>;

/// An e-mail address as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailAddressRecord {
    /// The address's id.
    pub id: EmailAddressId,
    /// The address, normalized.
    pub value: String,
    /// Whether it is reserved for the user without being verified.
    pub reserved: bool,
    /// Its verification.
    pub verification: Proof,
    /// Linked accounts that verify it.
    pub linked_to: Vec<IdentificationLink>,
    /// When it was added.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// A phone number as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneNumberRecord {
    /// The number's id.
    pub id: PhoneNumberId,
    /// The number in E.164 format.
    pub value: String,
    /// Whether it is reserved for the user without being verified.
    pub reserved: bool,
    /// Whether it is used as a second factor.
    pub reserved_for_second_factor: bool,
    /// Whether it is the second factor offered first.
    pub default_second_factor: bool,
    /// Its verification.
    pub verification: Proof,
    /// Linked accounts that verify it.
    pub linked_to: Vec<IdentificationLink>,
    /// When it was added.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// A wallet as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Web3WalletRecord {
    /// The wallet's id.
    pub id: Web3WalletId,
    /// The wallet address.
    pub value: String,
    /// Its verification.
    pub verification: Proof,
    /// When it was added.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// A passkey as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasskeyRecord {
    /// The passkey's id.
    pub id: PasskeyId,
    /// The name the user gave it.
    pub name: String,
    /// Its verification.
    pub verification: Proof,
    /// When it was last used.
    pub last_used_at: Millis,
}

/// An account at an identity provider as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExternalAccountRecord {
    /// The linked account's id.
    pub id: ExternalAccountId,
    /// The identification it represents.
    pub identification_id: IdentificationId,
    /// The provider: `oauth_github` …
    pub provider: String,
    /// The user's id at the provider.
    pub provider_user_id: String,
    /// The scopes the user granted, space-separated.
    pub approved_scopes: String,
    /// The email address reported by the provider.
    pub email_address: String,
    /// Whether the provider reports it as verified.
    pub email_address_verified: Option<bool>,
    /// First name at the provider.
    pub first_name: String,
    /// Last name at the provider.
    pub last_name: String,
    /// URL of the user's profile image at the provider.
    pub image_url: Option<String>,
    /// The username at the provider.
    pub username: Option<String>,
    /// The phone number reported by the provider.
    pub phone_number: Option<String>,
    /// Free-form data.
    pub public_metadata: Metadata,
    /// Distinguishes several accounts at the same provider.
    pub label: Option<String>,
    /// Its verification.
    pub verification: Proof,
    /// When it was linked.
    pub created_at: Millis,
    /// When the link was last updated.
    pub updated_at: Millis,
}
