//! Roles that members of organizations can have.

#![cfg(feature = "organizations")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, Role};
use crate::rows::operations;
use crate::{Page, Patch, PermissionId, RoleId};

operations! {
    /// Roles that members of organizations can have.
    OrganizationRoles {
        /// Lists the instance's roles, newest first unless `order_by` says otherwise.
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
        /// Changes the given fields of a role and leaves the others alone.
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
        /// Deletes a role that nobody has and nobody is invited to.
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
        /// Takes a permission from a role.
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
}

/// Which roles to list, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrganizationRoles {
    /// Only the one with this id, and those with this text in their name or key.
    pub query: Option<String>,
    /// `created_at`, `name` or `key`; `-` in front turns the order round. Newest first by default.
    pub order_by: Option<String>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// A new role.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOrganizationRole {
    /// What it is called.
    pub name: String,
    /// Its name in requests and tokens: `org:` and small letters, digits and `_`.
    pub key: String,
    /// What it is for.
    pub description: Option<String>,
    /// The ids of what it allows.
    pub permissions: Option<Vec<PermissionId>>,
    /// Whether members of every organization can have it. There is one set of roles, so it is always so.
    pub include_in_initial_role_set: Option<bool>,
}

/// Changes to a role.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateOrganizationRole {
    /// What it is called.
    pub name: Option<String>,
    /// Its name in requests and tokens: `org:` and small letters, digits and `_`.
    pub key: Option<String>,
    /// What it is for.
    pub description: Patch<String>,
    /// The ids of all that it allows from now on.
    pub permissions: Option<Vec<PermissionId>>,
}
