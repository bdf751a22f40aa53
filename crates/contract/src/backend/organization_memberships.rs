//! Memberships: who belongs to an organization, and as what.

#![cfg(feature = "organizations")]

use serde::{Deserialize, Serialize};

use crate::object::OrganizationMembership;
use crate::rows::operations;
use crate::{Metadata, Millis, OrganizationId, Page, UserId};

operations! {
    /// Who belongs to an organization, and as what.
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
        /// Lists the members of an organization, newest first unless `order_by` says otherwise.
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
        /// Gives a member another role.
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
        /// Takes a member out of an organization.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let membership = client.organization_memberships().delete("org_analytical", "user_grace").await?;
        /// assert_eq!(membership.organization.id, "org_analytical".into());
        /// # Ok(()) });
        /// ```
        delete(organization_id: OrganizationId, user_id: UserId): Delete "/organizations/{organization_id}/memberships/{user_id}" -> OrganizationMembership;
        /// Merges into a membership's metadata, at every depth; a null deletes its key.
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
}

/// A new member.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOrganizationMembership {
    /// Who joins.
    pub user_id: UserId,
    /// The key of the role that they get: `org:member` …
    pub role: String,
    /// Free-form data: written by the backend, readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Free-form data that only the backend sees.
    pub private_metadata: Option<Metadata>,
}

/// Which members to list, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrganizationMemberships {
    /// `phone_number`, `email_address`, `created_at`, `first_name`, `last_name` or `username`; `-` in front turns
    /// the order round.
    pub order_by: Option<String>,
    /// Only these users; with a leading `-`, all but those (at most 100).
    pub user_id: Option<Vec<String>>,
    /// Only users with one of these e-mail addresses (at most 100).
    pub email_address: Option<Vec<String>>,
    /// Only users with one of these phone numbers (at most 100).
    pub phone_number: Option<Vec<String>>,
    /// Only users with one of these usernames (at most 100).
    pub username: Option<Vec<String>>,
    /// Only users with one of these wallets (at most 100).
    pub web3_wallet: Option<Vec<String>>,
    /// Only members with one of these roles (at most 100).
    pub role: Option<Vec<String>>,
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
    /// Only users who were last active before this time.
    pub last_active_at_before: Option<Millis>,
    /// Only users who were last active after this time.
    pub last_active_at_after: Option<Millis>,
    /// Only users created before this time.
    pub created_at_before: Option<Millis>,
    /// Only users created after this time.
    pub created_at_after: Option<Millis>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// A member's role as it is to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct UpdateOrganizationMembership {
    /// The role's key: `org:admin` …
    pub role: String,
}

/// What to merge into a membership's metadata.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationMembershipMetadata {
    /// Written by the backend, readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Seen only by the backend.
    pub private_metadata: Option<Metadata>,
}
