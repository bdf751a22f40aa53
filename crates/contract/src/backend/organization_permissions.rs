//! Permissions that roles of organizations give.

#![cfg(feature = "organizations")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, Permission};
use crate::rows::operations;
use crate::{Page, PermissionId};

operations! {
    /// Permissions that roles of organizations give.
    OrganizationPermissions {
        /// Lists the instance's permissions, newest first unless `order_by` says otherwise.
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
        /// Changes the given fields of a permission and leaves the others alone.
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
        /// Deletes a permission, also from the roles that give it.
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
}

/// Which permissions to list, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrganizationPermissions {
    /// Only the one with this id, and those with this text in their name or key.
    pub query: Option<String>,
    /// `created_at`, `name` or `key`; `-` in front turns the order round. Newest first by default.
    pub order_by: Option<String>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// A new permission.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOrganizationPermission {
    /// What it is called.
    pub name: String,
    /// Its name in answers and tokens: `org:feature:action`, of small letters, digits and `_`.
    pub key: String,
    /// What it is for.
    pub description: Option<String>,
}

/// Changes to a permission.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateOrganizationPermission {
    /// What it is called.
    pub name: Option<String>,
    /// Its name in answers and tokens: `org:feature:action`, of small letters, digits and `_`.
    pub key: Option<String>,
    /// What it is for.
    pub description: Option<String>,
}
