//! The people of an instance.

#![cfg(feature = "users")]

mod request;

use crate::object::{
    DeletedObject, OAuthAccessToken, OrganizationInvitation, OrganizationMembership, TotalCount, User,
    UserReference, VerifiedPassword, VerifiedTotp,
};
use crate::rows::operations;
use crate::{ExternalAccountId, Listing, Page, PasskeyId, Provider, Upload, UserId, Web3WalletId};

pub use request::*;

operations! {
    /// The people of an instance.
    Users {
        /// Lists users, newest first unless `order_by` says otherwise.
        list(): Get "/users", ListUsers -> Vec<User>;
        /// Creates a user.
        create(): Post "/users", CreateUser -> User;
        /// Counts the users that a listing with the same filters would hold.
        count(): Get "/users/count", CountUsers -> TotalCount;
        /// Gets a user.
        get(user_id: UserId): Get "/users/{user_id}" -> User;
        /// Changes the given fields of a user and leaves the others alone.
        update(user_id: UserId): Patch "/users/{user_id}", UpdateUser -> User;
        /// Deletes a user and everything that is theirs.
        delete(user_id: UserId): Delete "/users/{user_id}" -> DeletedObject;
        /// Marks a user as banned and ends every session they hold.
        ban(user_id: UserId): Post "/users/{user_id}/ban" -> User;
        /// Lets a banned user sign in again.
        unban(user_id: UserId): Post "/users/{user_id}/unban" -> User;
        /// Locks a user out for as long as the instance's settings say, and ends every session they hold.
        lock(user_id: UserId): Post "/users/{user_id}/lock" -> User;
        /// Lets a locked user sign in again.
        unlock(user_id: UserId): Post "/users/{user_id}/unlock" -> User;
        /// Sets a user's picture: PNG, JPEG, GIF or WebP, up to 10 MiB.
        set_profile_image(user_id: UserId): Post "/users/{user_id}/profile_image", Upload -> User;
        /// Deletes a user's picture; a generated avatar takes its place.
        delete_profile_image(user_id: UserId): Delete "/users/{user_id}/profile_image" -> User;
        /// Merges into a user's metadata, at every depth; a null deletes its key.
        update_metadata(user_id: UserId): Patch "/users/{user_id}/metadata", UpdateUserMetadata -> User;
        /// Lists the tokens with which to call an identity provider in a user's name.
        get_oauth_access_token(user_id: UserId, provider: Provider): Get "/users/{user_id}/oauth_access_tokens/{provider}", ListOAuthAccessTokens -> Listing<OAuthAccessToken>;
        /// Lists a user's memberships of organizations.
        get_organization_memberships(user_id: UserId): Get "/users/{user_id}/organization_memberships", ListUserMemberships -> Page<OrganizationMembership>;
        /// Lists the invitations to organizations that a user has.
        get_organization_invitations(user_id: UserId): Get "/users/{user_id}/organization_invitations", ListUserInvitations -> Page<OrganizationInvitation>;
        /// Checks a user's password. A wrong one is an error and counts towards lockout.
        verify_password(user_id: UserId): Post "/users/{user_id}/verify_password", PasswordToVerify -> VerifiedPassword;
        /// Checks a code of a user's authenticator app, or uses up a backup code. A wrong one is an error and counts towards lockout.
        verify_totp(user_id: UserId): Post "/users/{user_id}/verify_totp", CodeToVerify -> VerifiedTotp;
        /// Takes away all of a user's second factors.
        disable_mfa(user_id: UserId): Delete "/users/{user_id}/mfa" -> UserReference;
        /// Takes away a user's backup codes.
        delete_backup_codes(user_id: UserId): Delete "/users/{user_id}/backup_code" -> UserReference;
        /// Deletes one of a user's passkeys, and tells them by e-mail.
        delete_passkey(user_id: UserId, passkey_identification_id: PasskeyId): Delete "/users/{user_id}/passkeys/{passkey_identification_id}" -> DeletedObject;
        /// Deletes one of a user's wallets.
        delete_web3_wallet(user_id: UserId, web3_wallet_identification_id: Web3WalletId): Delete "/users/{user_id}/web3_wallets/{web3_wallet_identification_id}" -> DeletedObject;
        /// Takes away a user's authenticator app.
        delete_totp(user_id: UserId): Delete "/users/{user_id}/totp" -> UserReference;
        /// Unlinks one of a user's accounts at an identity provider.
        delete_external_account(user_id: UserId, external_account_id: ExternalAccountId): Delete "/users/{user_id}/external_accounts/{external_account_id}" -> DeletedObject;
        /// Lists the memberships of all users of the instance.
        get_instance_organization_memberships(): Get "/organization_memberships", ListInstanceMemberships -> Page<OrganizationMembership>;
    }
}
