//! Roles of organization members.

#![cfg(feature = "organizations")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, Role};
use crate::rows::operations;
use crate::{Page, Patch, PermissionId, RoleId};

operations! {
    /// Roles of organization members.
    OrganizationRoles {
        /// Lists roles, newest first by default.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListOrganizationRoles;
        ///
        /// let roles = client.organization_roles().list(ListOrganizationRoles::default()).await?;
        /// assert!(roles.data.iter().any(|role| role.key == "org:admin"));
        /// # Ok(()) });
        /// ```
        list(): Get "/organization_roles", ListOrganizationRoles -> Page<Role>;
        /// Creates a role.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateOrganizationRole;
        ///
        /// let request = CreateOrganizationRole {
        ///     name: "Bookkeeper".into(),
        ///     key: "org:bookkeeper".into(),
        ///     ..CreateOrganizationRole::default()
        /// };
        /// let role = client.organization_roles().create(request).await?;
        /// assert_eq!(role.key, "org:bookkeeper");
        /// # Ok(()) });
        /// ```
        create(): Post "/organization_roles", CreateOrganizationRole -> Role;
        /// Gets a role.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let bookkeeper = server.role().await;
        /// let role = client.organization_roles().get(bookkeeper).await?;
        /// assert_eq!(role.name, "Bookkeeper");
        /// # Ok(()) });
        /// ```
        get(organization_role_id: RoleId): Get "/organization_roles/{organization_role_id}" -> Role;
        /// Updates the given fields of a role and leaves the others unchanged.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::{UpdateOrganizationRole, set};
        ///
        /// # let bookkeeper = server.role().await;
        /// let request = UpdateOrganizationRole { description: set("Keeps the books"), ..UpdateOrganizationRole::default() };
        /// let role = client.organization_roles().update(bookkeeper, request).await?;
        /// assert_eq!(role.description.as_deref(), Some("Keeps the books"));
        /// # Ok(()) });
        /// ```
        update(organization_role_id: RoleId): Patch "/organization_roles/{organization_role_id}", UpdateOrganizationRole -> Role;
        /// Deletes a role. Fails while members or pending invitations use it.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let bookkeeper = server.role().await;
        /// let gone = client.organization_roles().delete(bookkeeper).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(organization_role_id: RoleId): Delete "/organization_roles/{organization_role_id}" -> DeletedObject;
        /// Adds a permission to a role.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let (bookkeeper, invoices) = (server.role().await, server.permission().await);
        /// let role = client.organization_roles().assign_permission(bookkeeper, invoices).await?;
        /// assert!(role.permissions.iter().any(|permission| permission.key == "org:invoices:read"));
        /// # Ok(()) });
        /// ```
        assign_permission(organization_role_id: RoleId, permission_id: PermissionId): Post "/organization_roles/{organization_role_id}/permissions/{permission_id}" -> Role;
        /// Removes a permission from a role.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let (bookkeeper, invoices) = (server.role().await, server.permission().await);
        /// # client.organization_roles().assign_permission(bookkeeper.clone(), invoices.clone()).await?;
        /// let role = client.organization_roles().remove_permission(bookkeeper, invoices).await?;
        /// assert!(role.permissions.iter().all(|permission| permission.key != "org:invoices:read"));
        /// # Ok(()) });
        /// ```
        remove_permission(organization_role_id: RoleId, permission_id: PermissionId): Delete "/organization_roles/{organization_role_id}/permissions/{permission_id}" -> Role;
    }
    with CreateOrganizationRole, ListOrganizationRoles, UpdateOrganizationRole
}

/// Query parameters for listing roles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrganizationRoles {
    /// Only items whose id equals this text, or whose name or key contains it.
    pub query: Option<String>,
    /// `created_at`, `name` or `key`, prefixed with `-` for descending order; `-created_at` by default.
    pub order_by: Option<String>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The role to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOrganizationRole {
    /// Display name.
    pub name: String,
    /// Key used in requests and tokens: `org:` followed by lowercase letters, digits and `_`.
    pub key: String,
    /// Description.
    pub description: Option<String>,
    /// Ids of the permissions it grants.
    pub permissions: Option<Vec<PermissionId>>,
    /// Whether the role is available to every organization. There is only one role set, so this is always the case.
    pub include_in_initial_role_set: Option<bool>,
}

/// Changes to a role.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateOrganizationRole {
    /// Display name.
    pub name: Option<String>,
    /// Key used in requests and tokens: `org:` followed by lowercase letters, digits and `_`.
    pub key: Option<String>,
    /// Description.
    pub description: Patch<String>,
    /// Ids of the permissions it grants. Replaces the existing list.
    pub permissions: Option<Vec<PermissionId>>,
}
