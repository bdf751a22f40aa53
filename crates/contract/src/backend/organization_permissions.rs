//! Permissions that organization roles grant.

#![cfg(feature = "organizations")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, Permission};
use crate::rows::operations;
use crate::{Page, PermissionId};

operations! {
    /// Permissions that organization roles grant.
    OrganizationPermissions {
        /// Lists permissions, newest first by default.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListOrganizationPermissions;
        ///
        /// let request = ListOrganizationPermissions { query: Some("memberships".into()), ..Default::default() };
        /// let permissions = client.organization_permissions().list(request).await?;
        /// assert!(permissions.data.iter().any(|permission| permission.key == "org:sys_memberships:manage"));
        /// # Ok(()) });
        /// ```
        list(): Get "/organization_permissions", ListOrganizationPermissions -> Page<Permission>;
        /// Creates a permission.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateOrganizationPermission;
        ///
        /// let request = CreateOrganizationPermission {
        ///     name: "Read invoices".into(),
        ///     key: "org:invoices:read".into(),
        ///     ..CreateOrganizationPermission::default()
        /// };
        /// let permission = client.organization_permissions().create(request).await?;
        /// assert_eq!(permission.key, "org:invoices:read");
        /// # Ok(()) });
        /// ```
        create(): Post "/organization_permissions", CreateOrganizationPermission -> Permission;
        /// Gets a permission.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let invoices = server.permission().await;
        /// let permission = client.organization_permissions().get(invoices).await?;
        /// assert_eq!(permission.key, "org:invoices:read");
        /// # Ok(()) });
        /// ```
        get(permission_id: PermissionId): Get "/organization_permissions/{permission_id}" -> Permission;
        /// Updates the given fields of a permission and leaves the others unchanged.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdateOrganizationPermission;
        ///
        /// # let invoices = server.permission().await;
        /// let request = UpdateOrganizationPermission { name: Some("See invoices".into()), ..Default::default() };
        /// let permission = client.organization_permissions().update(invoices, request).await?;
        /// assert_eq!(permission.name, "See invoices");
        /// # Ok(()) });
        /// ```
        update(permission_id: PermissionId): Patch "/organization_permissions/{permission_id}", UpdateOrganizationPermission -> Permission;
        /// Deletes a permission and removes it from all roles.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let invoices = server.permission().await;
        /// let gone = client.organization_permissions().delete(invoices).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(permission_id: PermissionId): Delete "/organization_permissions/{permission_id}" -> DeletedObject;
    }
    with CreateOrganizationPermission, ListOrganizationPermissions, UpdateOrganizationPermission
}

/// Query parameters for listing permissions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrganizationPermissions {
    /// Only items whose id equals this text, or whose name or key contains it.
    pub query: Option<String>,
    /// `created_at`, `name` or `key`, prefixed with `-` for descending order; `-created_at` by default.
    pub order_by: Option<String>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The permission to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOrganizationPermission {
    /// Display name.
    pub name: String,
    /// Key used in responses and tokens: `org:feature:action`, in lowercase letters, digits and `_`.
    pub key: String,
    /// Description.
    pub description: Option<String>,
}

/// Changes to a permission.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateOrganizationPermission {
    /// Display name.
    pub name: Option<String>,
    /// Key used in responses and tokens: `org:feature:action`, in lowercase letters, digits and `_`.
    pub key: Option<String>,
    /// Description.
    pub description: Option<String>,
}
