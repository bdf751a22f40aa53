//! Users of an instance.

#![cfg(feature = "users")]

mod request;

use crate::object::{
    DeletedObject, OAuthAccessToken, OrganizationInvitation, OrganizationMembership, TotalCount, User,
    UserReference, VerifiedPassword, VerifiedTotp,
};
use crate::rows::operations;
use crate::{ExternalAccountId, Listing, Page, PasskeyId, Provider, UserId, Web3WalletId};

pub use crate::Upload;
pub use request::*;

operations! {
    /// Users of an instance.
    Users {
        /// Lists users, newest first by default.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListUsers;
        ///
        /// let request = ListUsers { query: Some("lovelace".into()), ..ListUsers::default() };
        /// let users = client.users().list(request).await?;
        /// assert_eq!(users[0].id, "user_ada".into());
        /// # Ok(()) });
        /// ```
        list(): Get "/users", ListUsers -> Vec<User>;
        /// Creates a user.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateUser;
        ///
        /// let request = CreateUser {
        ///     email_address: Some(vec!["alan@example.com".into()]),
        ///     first_name: Some("Alan".into()),
        ///     ..CreateUser::default()
        /// };
        /// let user = client.users().create(request).await?;
        /// assert_eq!(user.primary_email_address_id, Some(user.email_addresses[0].id.clone()));
        /// # Ok(()) });
        /// ```
        create(): Post "/users", CreateUser -> User;
        /// Counts the users that match the filters.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CountUsers;
        ///
        /// let request = CountUsers { organization_id: Some(vec!["org_analytical".into()]), ..CountUsers::default() };
        /// assert_eq!(client.users().count(request).await?.total_count, 2);
        /// # Ok(()) });
        /// ```
        count(): Get "/users/count", CountUsers -> TotalCount;
        /// Gets a user.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let user = client.users().get("user_ada").await?;
        /// assert_eq!(user.first_name.as_deref(), Some("Ada"));
        /// # Ok(()) });
        /// ```
        get(user_id: UserId): Get "/users/{user_id}" -> User;
        /// Updates the given fields of a user and leaves the others unchanged.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::{Patch, UpdateUser, set};
        ///
        /// let request = UpdateUser { first_name: set("Augusta"), last_name: Patch::Null, ..UpdateUser::default() };
        /// let user = client.users().update("user_ada", request).await?;
        /// assert_eq!((user.first_name.as_deref(), user.last_name), (Some("Augusta"), None));
        /// # Ok(()) });
        /// ```
        update(user_id: UserId): Patch "/users/{user_id}", UpdateUser -> User;
        /// Deletes a user and all their data.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let gone = client.users().delete("user_ada").await?;
        /// assert!(gone.deleted);
        /// assert!(client.users().get("user_ada").await.is_err_and(|error| error.is_not_found()));
        /// # Ok(()) });
        /// ```
        delete(user_id: UserId): Delete "/users/{user_id}" -> DeletedObject;
        /// Bans a user and revokes all their sessions.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let user = client.users().ban("user_ada").await?;
        /// assert!(user.banned);
        /// assert_eq!(client.sessions().get("sess_ada").await?.status.as_str(), "revoked");
        /// # Ok(()) });
        /// ```
        ban(user_id: UserId): Post "/users/{user_id}/ban" -> User;
        /// Lifts a user's ban.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # client.users().ban("user_ada").await?;
        /// let user = client.users().unban("user_ada").await?;
        /// assert!(!user.banned);
        /// # Ok(()) });
        /// ```
        unban(user_id: UserId): Post "/users/{user_id}/unban" -> User;
        /// Locks a user out for as long as the instance's settings say, and ends every session they hold.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let user = client.users().lock("user_ada").await?;
        /// assert!(user.locked);
        /// # Ok(()) });
        /// ```
        lock(user_id: UserId): Post "/users/{user_id}/lock" -> User;
        /// Unlocks a user.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # client.users().lock("user_ada").await?;
        /// let user = client.users().unlock("user_ada").await?;
        /// assert!(!user.locked);
        /// # Ok(()) });
        /// ```
        unlock(user_id: UserId): Post "/users/{user_id}/unlock" -> User;
        /// Sets a user's profile image: PNG, JPEG, GIF or WebP, up to 10 MiB.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::Upload;
        ///
        /// # let picture = housekey_testing::picture();
        /// let file = Upload { file: picture, filename: "ada.png".into(), content_type: "image/png".into() };
        /// let user = client.users().set_profile_image("user_ada", file).await?;
        /// assert!(user.has_image);
        /// # Ok(()) });
        /// ```
        set_profile_image(user_id: UserId): Post "/users/{user_id}/profile_image", Upload -> User;
        /// Deletes a user's profile image. A generated avatar is shown instead.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let user = client.users().delete_profile_image("user_ada").await?;
        /// assert!(!user.has_image);
        /// # Ok(()) });
        /// ```
        delete_profile_image(user_id: UserId): Delete "/users/{user_id}/profile_image" -> User;
        /// Deep-merges into a user's metadata; null deletes a key.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdateUserMetadata;
        /// use serde_json::json;
        ///
        /// let public_metadata = json!({ "plan": "pro" }).as_object().cloned();
        /// let request = UpdateUserMetadata { public_metadata, ..UpdateUserMetadata::default() };
        /// let user = client.users().update_metadata("user_ada", request).await?;
        /// assert_eq!(user.public_metadata["plan"], "pro");
        /// # Ok(()) });
        /// ```
        update_metadata(user_id: UserId): Patch "/users/{user_id}/metadata", UpdateUserMetadata -> User;
        /// Replaces a user's metadata. Each kind that is given is replaced as a whole; the others stay.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdateUserMetadata;
        /// use serde_json::json;
        ///
        /// let public_metadata = json!({ "plan": "pro" }).as_object().cloned();
        /// let request = UpdateUserMetadata { public_metadata, ..UpdateUserMetadata::default() };
        /// let user = client.users().replace_metadata("user_ada", request).await?;
        /// assert_eq!(json!(user.public_metadata), json!({ "plan": "pro" }));
        /// # Ok(()) });
        /// ```
        replace_metadata(user_id: UserId): Put "/users/{user_id}/metadata", UpdateUserMetadata -> User;
        /// Lists a user's access tokens for an identity provider.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListOAuthAccessTokens;
        ///
        /// let request = ListOAuthAccessTokens::default();
        /// let tokens = client.users().get_oauth_access_token("user_ada", "oauth_github", request).await;
        /// // Nobody can sign in with this provider, so there is no token of theirs.
        /// assert!(tokens.is_err_and(|error| error.code() == Some("oauth_token_provider_not_enabled")));
        /// # Ok(()) });
        /// ```
        get_oauth_access_token(user_id: UserId, provider: Provider): Get "/users/{user_id}/oauth_access_tokens/{provider}", ListOAuthAccessTokens -> Listing<OAuthAccessToken>;
        /// Lists a user's organization memberships.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListUserMemberships;
        ///
        /// let memberships =
        ///     client.users().get_organization_memberships("user_ada", ListUserMemberships::default()).await?;
        /// assert_eq!(memberships.data[0].organization.id, "org_analytical".into());
        /// # Ok(()) });
        /// ```
        get_organization_memberships(user_id: UserId): Get "/users/{user_id}/organization_memberships", ListUserMemberships -> Page<OrganizationMembership>;
        /// Lists a user's organization invitations.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListUserInvitations;
        ///
        /// # client.organization_memberships().delete("org_analytical", "user_grace").await?;
        /// # let request = housekey_sdk::CreateOrganizationInvitation { email_address: "grace@example.com".into(), role: "org:member".into(), ..Default::default() };
        /// # client.organization_invitations().create("org_analytical", request).await?;
        /// let invitations =
        ///     client.users().get_organization_invitations("user_grace", ListUserInvitations::default()).await?;
        /// assert_eq!(invitations.data[0].organization_id, "org_analytical".into());
        /// # Ok(()) });
        /// ```
        get_organization_invitations(user_id: UserId): Get "/users/{user_id}/organization_invitations", ListUserInvitations -> Page<OrganizationInvitation>;
        /// Verifies a user's password. An incorrect password is an error and counts towards the lockout.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::PasswordToVerify;
        ///
        /// # server.credentials().await;
        /// let request = PasswordToVerify { password: "correct horse battery staple".into() };
        /// assert!(client.users().verify_password("user_ada", request).await?.verified);
        /// # Ok(()) });
        /// ```
        verify_password(user_id: UserId): Post "/users/{user_id}/verify_password", PasswordToVerify -> VerifiedPassword;
        /// Verifies a code from a user's authenticator app, or consumes a backup code. An incorrect code is an error
        /// and counts towards the lockout.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CodeToVerify;
        ///
        /// # server.credentials().await;
        /// let request = CodeToVerify { code: "paper-code-1".into() };
        /// let verified = client.users().verify_totp("user_ada", request).await?;
        /// assert_eq!(verified.code_type.as_str(), "backup_code");
        /// # Ok(()) });
        /// ```
        verify_totp(user_id: UserId): Post "/users/{user_id}/verify_totp", CodeToVerify -> VerifiedTotp;
        /// Removes all of a user's second factors.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # server.credentials().await;
        /// let user = client.users().disable_mfa("user_ada").await?;
        /// assert!(!client.users().get(user.user_id).await?.two_factor_enabled);
        /// # Ok(()) });
        /// ```
        disable_mfa(user_id: UserId): Delete "/users/{user_id}/mfa" -> UserReference;
        /// Deletes all of a user's backup codes.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # server.credentials().await;
        /// let user = client.users().delete_backup_codes("user_ada").await?;
        /// assert!(!client.users().get(user.user_id).await?.backup_code_enabled);
        /// # Ok(()) });
        /// ```
        delete_backup_codes(user_id: UserId): Delete "/users/{user_id}/backup_code" -> UserReference;
        /// Deletes a user's passkey and notifies them by email.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let ada = client.users().get("user_ada").await?;
        /// let gone = client.users().delete_passkey("user_ada", ada.passkeys[0].id.clone()).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete_passkey(user_id: UserId, passkey_identification_id: PasskeyId): Delete "/users/{user_id}/passkeys/{passkey_identification_id}" -> DeletedObject;
        /// Deletes a user's wallet.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let ada = client.users().get("user_ada").await?;
        /// let gone = client.users().delete_web3_wallet("user_ada", ada.web3_wallets[0].id.clone()).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete_web3_wallet(user_id: UserId, web3_wallet_identification_id: Web3WalletId): Delete "/users/{user_id}/web3_wallets/{web3_wallet_identification_id}" -> DeletedObject;
        /// Removes a user's authenticator app.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # server.credentials().await;
        /// let user = client.users().delete_totp("user_ada").await?;
        /// assert!(!client.users().get(user.user_id).await?.totp_enabled);
        /// # Ok(()) });
        /// ```
        delete_totp(user_id: UserId): Delete "/users/{user_id}/totp" -> UserReference;
        /// Unlinks an account at an identity provider from a user.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let account = "eac_github";
        /// let gone = client.users().delete_external_account("user_ada", account).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete_external_account(user_id: UserId, external_account_id: ExternalAccountId): Delete "/users/{user_id}/external_accounts/{external_account_id}" -> DeletedObject;
        /// Lists the organization memberships of all users in the instance.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListInstanceMemberships;
        ///
        /// let memberships =
        ///     client.users().get_instance_organization_memberships(ListInstanceMemberships::default()).await?;
        /// assert_eq!(memberships.total_count, 2);
        /// # Ok(()) });
        /// ```
        get_instance_organization_memberships(): Get "/organization_memberships", ListInstanceMemberships -> Page<OrganizationMembership>;
    }
    with CodeToVerify, CountUsers, CreateUser, IdentificationStatus, ListInstanceMemberships,
        ListOAuthAccessTokens, ListUserInvitations, ListUserMemberships, ListUsers, PasswordHasher,
        PasswordToVerify, UpdateUser, UpdateUserMetadata, Upload
}
