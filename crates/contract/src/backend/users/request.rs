use serde::{Deserialize, Serialize};

use crate::enums::open_enum;
use crate::object::OrganizationInvitationStatus;
use crate::{
    AnyOf, EmailAddressId, ImageId, Metadata, Millis, Patch, PhoneNumberId, Secret, UserId, Web3WalletId,
};

/// Which users to list, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListUsers {
    /// Only users with one of these e-mail addresses (at most 100).
    pub email_address: Option<Vec<String>>,
    /// Only users with one of these phone numbers (at most 100).
    pub phone_number: Option<Vec<String>>,
    /// Only users with one of these external ids; with a leading `-`, all but those (at most 100).
    pub external_id: Option<Vec<String>>,
    /// Only users with one of these usernames (at most 100).
    pub username: Option<Vec<String>>,
    /// Only users with one of these wallets (at most 100).
    pub web3_wallet: Option<Vec<String>>,
    /// Only these users; with a leading `-`, all but those (at most 100).
    pub user_id: Option<Vec<String>>,
    /// Only members of one of these organizations; with a leading `-`, all but those (at most 100).
    pub organization_id: Option<Vec<String>>,
    /// Only users with this text in an identifier, their id or their name.
    pub query: Option<String>,
    /// Only users with this text in an e-mail address, in any case.
    pub email_address_query: Option<String>,
    /// Only users with this text in a phone number.
    pub phone_number_query: Option<String>,
    /// Only users with this text in their username, in any case.
    pub username_query: Option<String>,
    /// Only users with this text in their name, in any case.
    pub name_query: Option<String>,
    /// Only users who are, or are not, banned.
    pub banned: Option<bool>,
    /// Only users who were last active before this time.
    pub last_active_at_before: Option<Millis>,
    /// Only users who were last active after this time.
    pub last_active_at_after: Option<Millis>,
    /// Only users who were active since this time. Prefer `last_active_at_after`.
    pub last_active_at_since: Option<Millis>,
    /// Only users created before this time.
    pub created_at_before: Option<Millis>,
    /// Only users created after this time.
    pub created_at_after: Option<Millis>,
    /// Only users who last signed in before this time.
    pub last_sign_in_at_before: Option<Millis>,
    /// Only users who last signed in after this time.
    pub last_sign_in_at_after: Option<Millis>,
    /// Only users with a linked account at this provider; needs `provider_user_id`.
    pub provider: Option<String>,
    /// Only users whom the provider knows by one of these ids (at most 100); needs `provider`.
    pub provider_user_id: Option<Vec<String>>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
    /// The last user of the page before; goes with the order by `created_at` and without `offset`.
    pub starting_after: Option<UserId>,
    /// `created_at`, `updated_at`, `email_address`, `web3wallet`, `first_name`, `last_name`, `phone_number`,
    /// `username`, `last_active_at` or `last_sign_in_at`; `-` in front turns the order round.
    pub order_by: Option<String>,
}

impl ListUsers {
    /// The filters alone: what to count for the total of the listing.
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

/// Which users to count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CountUsers {
    /// Only users with one of these e-mail addresses (at most 100).
    pub email_address: Option<Vec<String>>,
    /// Only users with one of these phone numbers (at most 100).
    pub phone_number: Option<Vec<String>>,
    /// Only users with one of these external ids; with a leading `-`, all but those (at most 100).
    pub external_id: Option<Vec<String>>,
    /// Only users with one of these usernames (at most 100).
    pub username: Option<Vec<String>>,
    /// Only users with one of these wallets (at most 100).
    pub web3_wallet: Option<Vec<String>>,
    /// Only these users; with a leading `-`, all but those (at most 100).
    pub user_id: Option<Vec<String>>,
    /// Only members of one of these organizations; with a leading `-`, all but those (at most 100).
    pub organization_id: Option<Vec<String>>,
    /// Only users with this text in an identifier, their id or their name.
    pub query: Option<String>,
    /// Only users with this text in an e-mail address, in any case.
    pub email_address_query: Option<String>,
    /// Only users with this text in a phone number.
    pub phone_number_query: Option<String>,
    /// Only users with this text in their username, in any case.
    pub username_query: Option<String>,
    /// Only users with this text in their name, in any case.
    pub name_query: Option<String>,
    /// Only users who are, or are not, banned.
    pub banned: Option<bool>,
    /// Only users who were last active before this time.
    pub last_active_at_before: Option<Millis>,
    /// Only users who were last active after this time.
    pub last_active_at_after: Option<Millis>,
    /// Only users who were active since this time. Prefer `last_active_at_after`.
    pub last_active_at_since: Option<Millis>,
    /// Only users created before this time.
    pub created_at_before: Option<Millis>,
    /// Only users created after this time.
    pub created_at_after: Option<Millis>,
    /// Only users who last signed in before this time.
    pub last_sign_in_at_before: Option<Millis>,
    /// Only users who last signed in after this time.
    pub last_sign_in_at_after: Option<Millis>,
    /// Only users with a linked account at this provider; needs `provider_user_id`.
    pub provider: Option<String>,
    /// Only users whom the provider knows by one of these ids (at most 100); needs `provider`.
    pub provider_user_id: Option<Vec<String>>,
}

/// A new user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateUser {
    /// The id that the application's own systems know the user by; unique within the instance.
    pub external_id: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Preferred language, as a BCP 47 tag such as `de-CH`.
    pub locale: Option<String>,
    /// E-mail addresses; the first becomes the primary one.
    pub email_address: Option<Vec<String>>,
    /// For each e-mail address, in the same order, whether it is verified (the default) or reserved.
    pub email_address_identification_status: Option<Vec<IdentificationStatus>>,
    /// Phone numbers; the first becomes the primary one.
    pub phone_number: Option<Vec<String>>,
    /// For each phone number, in the same order, whether it is verified (the default) or reserved.
    pub phone_number_identification_status: Option<Vec<IdentificationStatus>>,
    /// Wallets; the first becomes the primary one.
    pub web3_wallet: Option<Vec<String>>,
    /// A name to sign in with; unique within the instance.
    pub username: Option<String>,
    /// The password, in plain.
    pub password: Option<Secret>,
    /// The password's digest, for users who come from elsewhere.
    pub password_digest: Option<Secret>,
    /// How `password_digest` was made.
    pub password_hasher: Option<PasswordHasher>,
    /// Whether to take any password, however weak.
    pub skip_password_checks: Option<bool>,
    /// Whether to do without a password where the instance asks for one.
    pub skip_password_requirement: Option<bool>,
    /// Whether to create the user although the instance's restrictions keep them from signing up.
    pub skip_restriction_checks: Option<bool>,
    /// The secret of the user's authenticator app, in base32.
    pub totp_secret: Option<Secret>,
    /// Backup codes, in plain or as bcrypt digests.
    pub backup_codes: Option<Vec<Secret>>,
    /// Free-form data: written by the backend, readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Free-form data that only the backend sees.
    pub private_metadata: Option<Metadata>,
    /// Free-form data that the frontend can write too.
    pub unsafe_metadata: Option<Metadata>,
    /// Whether the user may delete their own account.
    pub delete_self_enabled: Option<bool>,
    /// When the user accepted the legal terms (RFC 3339).
    pub legal_accepted_at: Option<String>,
    /// Whether to do without the user's consent to the legal terms.
    pub skip_legal_checks: Option<bool>,
    /// Whether to do without the identifiers that the instance asks for.
    pub skip_user_requirement: Option<bool>,
    /// Whether the user may create organizations.
    pub create_organization_enabled: Option<bool>,
    /// How many organizations the user may create; 0 for any number.
    pub create_organizations_limit: Option<i64>,
    /// When the user signed up (RFC 3339), for users who come from elsewhere.
    pub created_at: Option<String>,
    /// Whether sign-ins from new devices skip the extra check.
    pub bypass_client_trust: Option<bool>,
    /// Whether the user is banned from the start.
    pub banned: Option<bool>,
    /// Whether the user is locked from the start.
    pub locked: Option<bool>,
}

open_enum! {
    /// How an identifier starts out.
    IdentificationStatus {
        /// Proved to be the user's.
        Verified = "verified",
        /// Kept for the user, not proved.
        Reserved = "reserved",
    }

    /// How a password digest was made.
    PasswordHasher {
        Argon2i = "argon2i",
        Argon2id = "argon2id",
        Bcrypt = "bcrypt",
        BcryptSha256Django = "bcrypt_sha256_django",
        LdapSsha = "ldap_ssha",
        Md5 = "md5",
        Md5Phpass = "md5_phpass",
        Pbkdf2Sha1 = "pbkdf2_sha1",
        Pbkdf2Sha256 = "pbkdf2_sha256",
        Pbkdf2Sha256Django = "pbkdf2_sha256_django",
        Pbkdf2Sha512 = "pbkdf2_sha512",
        Pbkdf2Sha512Hex = "pbkdf2_sha512_hex",
        Phpass = "phpass",
        ScryptFirebase = "scrypt_firebase",
        ScryptWerkzeug = "scrypt_werkzeug",
        Sha256 = "sha256",
        Sha512Symfony = "sha512_symfony",
    }
}

/// Changes to a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateUser {
    /// The id that the application's own systems know the user by; unique within the instance.
    pub external_id: Patch<String>,
    /// Given name.
    pub first_name: Patch<String>,
    /// Family name.
    pub last_name: Patch<String>,
    /// Preferred language, as a BCP 47 tag such as `de-CH`.
    pub locale: Patch<String>,
    /// Which e-mail address stands for the user; it must be verified.
    pub primary_email_address_id: Patch<EmailAddressId>,
    /// Whether to tell the former primary address.
    pub notify_primary_email_address_changed: Option<bool>,
    /// Which phone number stands for the user; it must be verified.
    pub primary_phone_number_id: Patch<PhoneNumberId>,
    /// Which wallet stands for the user; it must be verified.
    pub primary_web3_wallet_id: Patch<Web3WalletId>,
    /// A name to sign in with; null or empty takes it away.
    pub username: Patch<String>,
    /// The picture, as an image that is already stored.
    pub profile_image_id: Patch<ImageId>,
    /// A new password, in plain.
    pub password: Option<Secret>,
    /// A new password's digest.
    pub password_digest: Option<Secret>,
    /// How `password_digest` was made.
    pub password_hasher: Option<PasswordHasher>,
    /// Whether to take any password, however weak.
    pub skip_password_checks: Option<bool>,
    /// Whether a new password ends every session of the user.
    pub sign_out_of_other_sessions: Option<bool>,
    /// The secret of the user's authenticator app, in base32; null takes it away.
    pub totp_secret: Patch<Secret>,
    /// New backup codes, in plain or as bcrypt digests.
    pub backup_codes: Option<Vec<Secret>>,
    /// Replaces the public metadata. Clerk accepts it up to API version 2025-11-10.
    pub public_metadata: Option<Metadata>,
    /// Replaces the private metadata. Clerk accepts it up to API version 2025-11-10.
    pub private_metadata: Option<Metadata>,
    /// Replaces the unsafe metadata. Clerk accepts it up to API version 2025-11-10.
    pub unsafe_metadata: Option<Metadata>,
    /// Whether the user may delete their own account.
    pub delete_self_enabled: Option<bool>,
    /// Whether the user may create organizations.
    pub create_organization_enabled: Option<bool>,
    /// When the user accepted the legal terms (RFC 3339).
    pub legal_accepted_at: Patch<String>,
    /// Whether to do without the user's consent to the legal terms.
    pub skip_legal_checks: Option<bool>,
    /// How many organizations the user may create; 0 for any number, null for the instance's setting.
    pub create_organizations_limit: Patch<i64>,
    /// When the user signed up (RFC 3339).
    pub created_at: Option<String>,
    /// Whether sign-ins from new devices skip the extra check.
    pub bypass_client_trust: Option<bool>,
}

/// What to merge into a user's metadata.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateUserMetadata {
    /// Written by the backend, readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Seen only by the backend.
    pub private_metadata: Option<Metadata>,
    /// Written by the frontend too.
    pub unsafe_metadata: Option<Metadata>,
}

/// Which of a user's tokens to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOAuthAccessTokens {
    /// Whether to answer with `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// Which of a user's memberships to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListUserMemberships {
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// Which of a user's invitations to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListUserInvitations {
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
    /// Only those of these statuses.
    pub status: Option<AnyOf<OrganizationInvitationStatus>>,
}

/// Which of the instance's memberships to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListInstanceMemberships {
    /// `created_at`, `email_address`, `first_name`, `last_name`, `phone_number` or `username`; `-` in front turns the order round.
    pub order_by: Option<String>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// A password to check.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PasswordToVerify {
    /// The password, in plain.
    pub password: Secret,
}

/// A second factor's code to check.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CodeToVerify {
    /// The six digits of an authenticator app, or a backup code.
    pub code: Secret,
}
