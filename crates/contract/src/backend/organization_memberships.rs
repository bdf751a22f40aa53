//! Memberships of organizations.

#![cfg(feature = "organizations")]

use serde::{Deserialize, Serialize};

use crate::object::OrganizationMembership;
use crate::rows::operations;
use crate::{Metadata, Millis, OrganizationId, Page, UserId};

operations! {
    /// Members of organizations and their roles.
    OrganizationMemberships {
        /// Adds a user to an organization.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateOrganizationMembership;
        ///
        /// # client.organization_memberships().delete("org_analytical", "user_grace").await?;
        /// let request = CreateOrganizationMembership {
        ///     user_id: "user_grace".into(),
        ///     role: "org:admin".into(),
        ///     ..CreateOrganizationMembership::default()
        /// };
        /// let membership = client.organization_memberships().create("org_analytical", request).await?;
        /// assert_eq!(membership.role, "org:admin");
        /// # Ok(()) });
        /// ```
        create(organization_id: OrganizationId): Post "/organizations/{organization_id}/memberships", CreateOrganizationMembership -> OrganizationMembership;
        /// Lists the members of an organization, newest first by default.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListOrganizationMemberships;
        ///
        /// let request =
        ///     ListOrganizationMemberships { role: Some(vec!["org:admin".into()]), ..ListOrganizationMemberships::default() };
        /// let admins = client.organization_memberships().list("org_analytical", request).await?;
        /// assert_eq!((admins.total_count, admins.data[0].role.as_str()), (1, "org:admin"));
        /// # Ok(()) });
        /// ```
        list(organization_id: OrganizationId): Get "/organizations/{organization_id}/memberships", ListOrganizationMemberships -> Page<OrganizationMembership>;
        /// Changes a member's role.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdateOrganizationMembership;
        ///
        /// let request = UpdateOrganizationMembership { role: "org:admin".into() };
        /// let membership = client.organization_memberships().update("org_analytical", "user_grace", request).await?;
        /// assert_eq!(membership.role, "org:admin");
        /// # Ok(()) });
        /// ```
        update(organization_id: OrganizationId, user_id: UserId): Patch "/organizations/{organization_id}/memberships/{user_id}", UpdateOrganizationMembership -> OrganizationMembership;
        /// Removes a member from an organization.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let membership = client.organization_memberships().delete("org_analytical", "user_grace").await?;
        /// assert_eq!(membership.organization.id, "org_analytical".into());
        /// # Ok(()) });
        /// ```
        delete(organization_id: OrganizationId, user_id: UserId): Delete "/organizations/{organization_id}/memberships/{user_id}" -> OrganizationMembership;
        /// Deep-merges into a membership's metadata; null deletes a key.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::OrganizationMembershipMetadata;
        /// use serde_json::json;
        ///
        /// let public_metadata = json!({ "desk": 7 }).as_object().cloned();
        /// let request = OrganizationMembershipMetadata { public_metadata, ..OrganizationMembershipMetadata::default() };
        /// let membership = client.organization_memberships().update_metadata("org_analytical", "user_grace", request).await?;
        /// assert_eq!(membership.public_metadata["desk"], 7);
        /// # Ok(()) });
        /// ```
        update_metadata(organization_id: OrganizationId, user_id: UserId): Patch "/organizations/{organization_id}/memberships/{user_id}/metadata", OrganizationMembershipMetadata -> OrganizationMembership;
    }
    with CreateOrganizationMembership, ListOrganizationMemberships, OrganizationMembershipMetadata,
        UpdateOrganizationMembership
}

/// The member to add.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOrganizationMembership {
    /// The user to add.
    pub user_id: UserId,
    /// Key of the role to assign, such as `org:member`.
    pub role: String,
    /// Free-form data, writable by the backend and readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Free-form data, visible to the backend only.
    pub private_metadata: Option<Metadata>,
}

/// Query parameters for listing members.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrganizationMemberships {
    /// `phone_number`, `email_address`, `created_at`, `first_name`, `last_name` or `username`, prefixed with `-` for
    /// descending order.
    pub order_by: Option<String>,
    /// Only these users (at most 100); prefix with `-` to exclude.
    pub user_id: Option<Vec<String>>,
    /// Only users with one of these email addresses (at most 100).
    pub email_address: Option<Vec<String>>,
    /// Only users with one of these phone numbers (at most 100).
    pub phone_number: Option<Vec<String>>,
    /// Only users with one of these usernames (at most 100).
    pub username: Option<Vec<String>>,
    /// Only users with one of these wallets (at most 100).
    pub web3_wallet: Option<Vec<String>>,
    /// Only members with one of these roles (at most 100).
    pub role: Option<Vec<String>>,
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
    /// Only users last active before this time.
    pub last_active_at_before: Option<Millis>,
    /// Only users last active after this time.
    pub last_active_at_after: Option<Millis>,
    /// Only users created before this time.
    pub created_at_before: Option<Millis>,
    /// Only users created after this time.
    pub created_at_after: Option<Millis>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The new role of a member.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct UpdateOrganizationMembership {
    /// Key of the role, such as `org:admin`.
    pub role: String,
}

/// Metadata to merge into a membership's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationMembershipMetadata {
    /// Writable by the backend, readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Visible to the backend only.
    pub private_metadata: Option<Metadata>,
}
