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
    /// The id that the application's own systems know the user by.
    pub external_id: Option<String>,
    /// A name to sign in with.
    pub username: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Preferred language, as a BCP 47 tag.
    pub locale: Option<String>,
    /// The uploaded picture.
    pub image_id: Option<ImageId>,
    /// Which e-mail address stands for the user.
    pub primary_email_address_id: Option<EmailAddressId>,
    /// Which phone number stands for the user.
    pub primary_phone_number_id: Option<PhoneNumberId>,
    /// Which wallet stands for the user.
    pub primary_web3_wallet_id: Option<Web3WalletId>,
    /// The user's e-mail addresses, in the order in which they were added.
    pub email_addresses: Vec<EmailAddressRecord>,
    /// The user's phone numbers.
    pub phone_numbers: Vec<PhoneNumberRecord>,
    /// The user's wallets.
    pub web3_wallets: Vec<Web3WalletRecord>,
    /// The user's passkeys.
    pub passkeys: Vec<PasskeyRecord>,
    /// The user's accounts at identity providers.
    pub external_accounts: Vec<ExternalAccountRecord>,
    /// Data that the backend writes and the frontend reads.
    pub public_metadata: Metadata,
    /// Data that only the backend sees.
    pub private_metadata: Metadata,
    /// Data that the frontend writes too.
    pub unsafe_metadata: Metadata,
    /// Whether there is a password among the credentials.
    pub password_enabled: bool,
    /// When it was last set.
    pub password_last_updated_at: Option<Millis>,
    /// Whether there is a TOTP secret among the credentials.
    pub totp_enabled: bool,
    /// Whether there are backup codes among the credentials.
    pub backup_code_enabled: bool,
    /// When a second factor was last set up.
    pub mfa_enabled_at: Option<Millis>,
    /// When the last second factor was taken away.
    pub mfa_disabled_at: Option<Millis>,
    /// Whether the user may not sign in.
    pub banned: bool,
    /// Whether the user may not sign in for now.
    pub locked: bool,
    /// When the lock ends; none for a lock without end.
    pub lock_expires_at: Option<Millis>,
    /// Wrong passwords and codes since the last right one.
    pub failed_attempts: u32,
    /// Whether the user may delete their own account; the instance's setting where there is none.
    pub delete_self_enabled: Option<bool>,
    /// Whether the user may create organizations; the instance's setting where there is none.
    pub create_organization_enabled: Option<bool>,
    /// How many organizations the user may create; 0 for any number.
    pub create_organizations_limit: Option<i64>,
    /// Whether sign-ins from new devices skip the extra check.
    pub bypass_client_trust: bool,
    /// When the user accepted the legal terms.
    pub legal_accepted_at: Option<Millis>,
    /// When the user last signed in.
    pub last_sign_in_at: Option<Millis>,
    /// When the user was last active.
    pub last_active_at: Option<Millis>,
    /// When the user signed up.
    pub created_at: Millis,
    /// When the user last changed.
    pub updated_at: Millis,
}

impl UserRecord {
    /// The address that stands for the user.
    pub fn primary_email_address(&self) -> Option<&str> {
        let id = self.primary_email_address_id.as_ref()?;
        Some(&self.email_addresses.iter().find(|address| address.id == *id)?.value)
    }

    /// The number that stands for the user.
    pub fn primary_phone_number(&self) -> Option<&str> {
        let id = self.primary_phone_number_id.as_ref()?;
        Some(&self.phone_numbers.iter().find(|number| number.id == *id)?.value)
    }

    /// The wallet that stands for the user.
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

    /// All that a search looks through apart from the id, a line each, folded.
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

/// How an identification was proved; none before the first attempt.
pub type Proof = Option<Verification>;

/// An e-mail address as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailAddressRecord {
    /// The address's id.
    pub id: EmailAddressId,
    /// The address, normalized.
    pub value: String,
    /// Whether it is kept for the user though not verified.
    pub reserved: bool,
    /// How it was proved.
    pub verification: Proof,
    /// Linked accounts that vouch for it.
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
    /// The number in E.164 form.
    pub value: String,
    /// Whether it is kept for the user though not verified.
    pub reserved: bool,
    /// Whether codes sent to it count as a second factor.
    pub reserved_for_second_factor: bool,
    /// Whether it is the second factor that is offered first.
    pub default_second_factor: bool,
    /// How it was proved.
    pub verification: Proof,
    /// Linked accounts that vouch for it.
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
    /// The wallet's address.
    pub value: String,
    /// How it was proved.
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
    /// What the user calls it.
    pub name: String,
    /// How it was proved.
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
    /// The identification that it makes.
    pub identification_id: IdentificationId,
    /// The provider: `oauth_github` …
    pub provider: String,
    /// The provider's own id of the user.
    pub provider_user_id: String,
    /// The scopes that the user granted, separated by spaces.
    pub approved_scopes: String,
    /// The address that the provider gave.
    pub email_address: String,
    /// Whether the provider says that it is verified.
    pub email_address_verified: Option<bool>,
    /// Given name at the provider.
    pub first_name: String,
    /// Family name at the provider.
    pub last_name: String,
    /// The user's picture at the provider.
    pub image_url: Option<String>,
    /// The user's name at the provider.
    pub username: Option<String>,
    /// The phone number that the provider gave.
    pub phone_number: Option<String>,
    /// Free-form data.
    pub public_metadata: Metadata,
    /// What tells several accounts at one provider apart.
    pub label: Option<String>,
    /// How it was proved.
    pub verification: Proof,
    /// When it was linked.
    pub created_at: Millis,
    /// When the link last changed.
    pub updated_at: Millis,
}
