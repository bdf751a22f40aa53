use serde::{Deserialize, Serialize};

use crate::enums::open_enum;
use crate::object::OrganizationInvitationStatus;
use crate::{
    AnyOf, EmailAddressId, ImageId, Metadata, Millis, Patch, PhoneNumberId, Secret, UserId, Web3WalletId,
};

/// Query parameters for listing users.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListUsers {
    /// Only users with one of these email addresses (at most 100).
    pub email_address: Option<Vec<String>>,
    /// Only users with one of these phone numbers (at most 100).
    pub phone_number: Option<Vec<String>>,
    /// Only users with one of these external ids (at most 100); prefix with `-` to exclude.
    pub external_id: Option<Vec<String>>,
    /// Only users with one of these usernames (at most 100).
    pub username: Option<Vec<String>>,
    /// Only users with one of these wallets (at most 100).
    pub web3_wallet: Option<Vec<String>>,
    /// Only these users (at most 100); prefix with `-` to exclude.
    pub user_id: Option<Vec<String>>,
    /// Only members of one of these organizations (at most 100); prefix with `-` to exclude.
    pub organization_id: Option<Vec<String>>,
    /// Only users with an identifier, id or name that contains this text.
    pub query: Option<String>,
    /// Only users with an email address that contains this text (case-insensitive).
    pub email_address_query: Option<String>,
    /// Only users with a phone number that contains this text.
    pub phone_number_query: Option<String>,
    /// Only users whose username contains this text (case-insensitive).
    pub username_query: Option<String>,
    /// Only users whose name contains this text (case-insensitive).
    pub name_query: Option<String>,
    /// Only banned users, or only users who aren't banned.
    pub banned: Option<bool>,
    /// Only users last active before this time.
    pub last_active_at_before: Option<Millis>,
    /// Only users last active after this time.
    pub last_active_at_after: Option<Millis>,
    /// Only users active since this time. Prefer `last_active_at_after`.
    pub last_active_at_since: Option<Millis>,
    /// Only users created before this time.
    pub created_at_before: Option<Millis>,
    /// Only users created after this time.
    pub created_at_after: Option<Millis>,
    /// Only users who last signed in before this time.
    pub last_sign_in_at_before: Option<Millis>,
    /// Only users who last signed in after this time.
    pub last_sign_in_at_after: Option<Millis>,
    /// Only users with a linked account at this provider. Requires `provider_user_id`.
    pub provider: Option<String>,
    /// Only users with one of these ids at the provider (at most 100). Requires `provider`.
    pub provider_user_id: Option<Vec<String>>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
    /// Id of the last user of the previous page. Requires ordering by `created_at` and no `offset`.
    pub starting_after: Option<UserId>,
    /// `created_at`, `updated_at`, `email_address`, `web3wallet`, `first_name`, `last_name`, `phone_number`,
    /// `username`, `last_active_at` or `last_sign_in_at`, prefixed with `-` for descending order.
    pub order_by: Option<String>,
}

impl ListUsers {
    /// Returns only the filters, to count the total of the listing.
    pub fn into_filters(self) -> CountUsers {
        CountUsers {
            email_address: self.email_address,
            phone_number: self.phone_number,
            external_id: self.external_id,
            username: self.username,
            web3_wallet: self.web3_wallet,
            user_id: self.user_id,
            organization_id: self.organization_id,
            query: self.query,
            email_address_query: self.email_address_query,
            phone_number_query: self.phone_number_query,
            username_query: self.username_query,
            name_query: self.name_query,
            banned: self.banned,
            last_active_at_before: self.last_active_at_before,
            last_active_at_after: self.last_active_at_after,
            last_active_at_since: self.last_active_at_since,
            created_at_before: self.created_at_before,
            created_at_after: self.created_at_after,
            last_sign_in_at_before: self.last_sign_in_at_before,
            last_sign_in_at_after: self.last_sign_in_at_after,
            provider: self.provider,
            provider_user_id: self.provider_user_id,
        }
    }
}

/// Query parameters for counting users.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CountUsers {
    /// Only users with one of these email addresses (at most 100).
    pub email_address: Option<Vec<String>>,
    /// Only users with one of these phone numbers (at most 100).
    pub phone_number: Option<Vec<String>>,
    /// Only users with one of these external ids (at most 100); prefix with `-` to exclude.
    pub external_id: Option<Vec<String>>,
    /// Only users with one of these usernames (at most 100).
    pub username: Option<Vec<String>>,
    /// Only users with one of these wallets (at most 100).
    pub web3_wallet: Option<Vec<String>>,
    /// Only these users (at most 100); prefix with `-` to exclude.
    pub user_id: Option<Vec<String>>,
    /// Only members of one of these organizations (at most 100); prefix with `-` to exclude.
    pub organization_id: Option<Vec<String>>,
    /// Only users with an identifier, id or name that contains this text.
    pub query: Option<String>,
    /// Only users with an email address that contains this text (case-insensitive).
    pub email_address_query: Option<String>,
    /// Only users with a phone number that contains this text.
    pub phone_number_query: Option<String>,
    /// Only users whose username contains this text (case-insensitive).
    pub username_query: Option<String>,
    /// Only users whose name contains this text (case-insensitive).
    pub name_query: Option<String>,
    /// Only banned users, or only users who aren't banned.
    pub banned: Option<bool>,
    /// Only users last active before this time.
    pub last_active_at_before: Option<Millis>,
    /// Only users last active after this time.
    pub last_active_at_after: Option<Millis>,
    /// Only users active since this time. Prefer `last_active_at_after`.
    pub last_active_at_since: Option<Millis>,
    /// Only users created before this time.
    pub created_at_before: Option<Millis>,
    /// Only users created after this time.
    pub created_at_after: Option<Millis>,
    /// Only users who last signed in before this time.
    pub last_sign_in_at_before: Option<Millis>,
    /// Only users who last signed in after this time.
    pub last_sign_in_at_after: Option<Millis>,
    /// Only users with a linked account at this provider. Requires `provider_user_id`.
    pub provider: Option<String>,
    /// Only users with one of these ids at the provider (at most 100). Requires `provider`.
    pub provider_user_id: Option<Vec<String>>,
}

/// The user to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateUser {
    /// The user's id in the application's own systems; unique within the instance.
    pub external_id: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Preferred locale, as a BCP 47 tag such as `de-CH`.
    pub locale: Option<String>,
    /// Email addresses; the first becomes the primary one.
    pub email_address: Option<Vec<String>>,
    /// For each email address, in the same order, whether it is verified (the default) or reserved.
    pub email_address_identification_status: Option<Vec<IdentificationStatus>>,
    /// Phone numbers; the first becomes the primary one.
    pub phone_number: Option<Vec<String>>,
    /// For each phone number, in the same order, whether it is verified (the default) or reserved.
    pub phone_number_identification_status: Option<Vec<IdentificationStatus>>,
    /// Wallets; the first becomes the primary one.
    pub web3_wallet: Option<Vec<String>>,
    /// Username; unique within the instance.
    pub username: Option<String>,
    /// The password in plaintext.
    pub password: Option<Secret>,
    /// A password digest, for migrating users from another system.
    pub password_digest: Option<Secret>,
    /// The algorithm of `password_digest`.
    pub password_hasher: Option<PasswordHasher>,
    /// Whether to accept any password, however weak.
    pub skip_password_checks: Option<bool>,
    /// Whether to create the user without a password even if the instance requires one.
    pub skip_password_requirement: Option<bool>,
    /// Whether to create the user even if the instance's restrictions would prevent their sign-up.
    pub skip_restriction_checks: Option<bool>,
    /// The secret of the user's authenticator app, in base32.
    pub totp_secret: Option<Secret>,
    /// Backup codes, in plaintext or as bcrypt digests.
    pub backup_codes: Option<Vec<Secret>>,
    /// Free-form data, writable by the backend and readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Free-form data, visible to the backend only.
    pub private_metadata: Option<Metadata>,
    /// Free-form data, writable by the frontend too.
    pub unsafe_metadata: Option<Metadata>,
    /// Whether the user may delete their own account.
    pub delete_self_enabled: Option<bool>,
    /// When the user accepted the legal terms (RFC 3339).
    pub legal_accepted_at: Option<String>,
    /// Whether to skip the legal consent requirement.
    pub skip_legal_checks: Option<bool>,
    /// Whether to create the user without the identifiers that the instance requires.
    pub skip_user_requirement: Option<bool>,
    /// Whether the user may create organizations.
    pub create_organization_enabled: Option<bool>,
    /// Maximum number of organizations the user may create; 0 for unlimited.
    pub create_organizations_limit: Option<i64>,
    /// When the user signed up (RFC 3339), for migrating users from another system.
    pub created_at: Option<String>,
    /// Whether sign-ins from new devices skip the additional verification.
    pub bypass_client_trust: Option<bool>,
    /// Whether to ban the user on creation.
    pub banned: Option<bool>,
    /// Whether to lock the user on creation.
    pub locked: Option<bool>,
}

open_enum! {
    /// Initial status of an identifier.
    IdentificationStatus {
        /// Verified to belong to the user.
        Verified = "verified",
        /// Reserved for the user, but not verified.
        Reserved = "reserved",
    }

    /// The algorithm of a password digest.
    PasswordHasher {
        Argon2i = "argon2i",
        Argon2id = "argon2id",
        Bcrypt = "bcrypt",
        BcryptPeppered = "bcrypt_peppered",
        BcryptSha256Django = "bcrypt_sha256_django",
        LdapSsha = "ldap_ssha",
        Md5 = "md5",
        Md5Phpass = "md5_phpass",
        Md5Salted = "md5_salted",
        Pbkdf2Sha1 = "pbkdf2_sha1",
        Pbkdf2Sha256 = "pbkdf2_sha256",
        Pbkdf2Sha256Django = "pbkdf2_sha256_django",
        Pbkdf2Sha512 = "pbkdf2_sha512",
        Pbkdf2Sha512Hex = "pbkdf2_sha512_hex",
        Phpass = "phpass",
        ScryptFirebase = "scrypt_firebase",
        ScryptWerkzeug = "scrypt_werkzeug",
        Sha256 = "sha256",
        Sha256Salted = "sha256_salted",
        Sha512Symfony = "sha512_symfony",
    }
}

/// Changes to a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateUser {
    /// The user's id in the application's own systems; unique within the instance.
    pub external_id: Patch<String>,
    /// First name.
    pub first_name: Patch<String>,
    /// Last name.
    pub last_name: Patch<String>,
    /// Preferred locale, as a BCP 47 tag such as `de-CH`.
    pub locale: Patch<String>,
    /// The primary email address. It must be verified.
    pub primary_email_address_id: Patch<EmailAddressId>,
    /// Whether to notify the previous primary address.
    pub notify_primary_email_address_changed: Option<bool>,
    /// The primary phone number. It must be verified.
    pub primary_phone_number_id: Patch<PhoneNumberId>,
    /// The primary wallet. It must be verified.
    pub primary_web3_wallet_id: Patch<Web3WalletId>,
    /// Username; null or empty removes it.
    pub username: Patch<String>,
    /// The profile image, as the id of a stored image.
    pub profile_image_id: Patch<ImageId>,
    /// The new password in plaintext.
    pub password: Option<Secret>,
    /// The digest of the new password.
    pub password_digest: Option<Secret>,
    /// The algorithm of `password_digest`.
    pub password_hasher: Option<PasswordHasher>,
    /// Whether to accept any password, however weak.
    pub skip_password_checks: Option<bool>,
    /// Whether to revoke all of the user's sessions when the password changes.
    pub sign_out_of_other_sessions: Option<bool>,
    /// The secret of the user's authenticator app, in base32; null removes it.
    pub totp_secret: Patch<Secret>,
    /// New backup codes, in plaintext or as bcrypt digests.
    pub backup_codes: Option<Vec<Secret>>,
    /// Replaces the public metadata. Clerk accepts this field up to API version 2025-11-10.
    pub public_metadata: Option<Metadata>,
    /// Replaces the private metadata. Clerk accepts this field up to API version 2025-11-10.
    pub private_metadata: Option<Metadata>,
    /// Replaces the unsafe metadata. Clerk accepts this field up to API version 2025-11-10.
    pub unsafe_metadata: Option<Metadata>,
    /// Whether the user may delete their own account.
    pub delete_self_enabled: Option<bool>,
    /// Whether the user may create organizations.
    pub create_organization_enabled: Option<bool>,
    /// When the user accepted the legal terms (RFC 3339).
    pub legal_accepted_at: Patch<String>,
    /// Whether to skip the legal consent requirement.
    pub skip_legal_checks: Option<bool>,
    /// Maximum number of organizations the user may create; 0 for unlimited, null for the instance's setting.
    pub create_organizations_limit: Patch<i64>,
    /// When the user signed up (RFC 3339).
    pub created_at: Option<String>,
    /// Whether sign-ins from new devices skip the additional verification.
    pub bypass_client_trust: Option<bool>,
}

/// Metadata to merge into a user's, or to replace it with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateUserMetadata {
    /// Writable by the backend, readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Visible to the backend only.
    pub private_metadata: Option<Metadata>,
    /// Writable by the frontend too.
    pub unsafe_metadata: Option<Metadata>,
}

/// Query parameters for listing a user's access tokens.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOAuthAccessTokens {
    /// Whether to return `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// Query parameters for listing a user's memberships.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListUserMemberships {
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// Query parameters for listing a user's invitations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListUserInvitations {
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
    /// Only invitations with one of these statuses.
    pub status: Option<AnyOf<OrganizationInvitationStatus>>,
}

/// Query parameters for listing the memberships of the instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListInstanceMemberships {
    /// `created_at`, `email_address`, `first_name`, `last_name`, `phone_number` or `username`, prefixed with `-` for
    /// descending order.
    pub order_by: Option<String>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The password to verify.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PasswordToVerify {
    /// The password in plaintext.
    pub password: Secret,
}

/// The code to verify.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CodeToVerify {
    /// A six-digit code from an authenticator app, or a backup code.
    pub code: Secret,
}
