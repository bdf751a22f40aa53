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
        list(): Get "/organization_roles", ListOrganizationRoles -> Page<Role>;
        /// Creates a role.
        create(): Post "/organization_roles", CreateOrganizationRole -> Role;
        /// Gets a role.
        get(organization_role_id: RoleId): Get "/organization_roles/{organization_role_id}" -> Role;
        /// Changes the given fields of a role and leaves the others alone.
        update(organization_role_id: RoleId): Patch "/organization_roles/{organization_role_id}", UpdateOrganizationRole -> Role;
        /// Deletes a role that nobody has and nobody is invited to.
        delete(organization_role_id: RoleId): Delete "/organization_roles/{organization_role_id}" -> DeletedObject;
        /// Adds a permission to a role.
        assign_permission(organization_role_id: RoleId, permission_id: PermissionId): Post "/organization_roles/{organization_role_id}/permissions/{permission_id}" -> Role;
        /// Takes a permission from a role.
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
