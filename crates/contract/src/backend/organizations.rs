//! Organizations: groups of users who work together.

#![cfg(feature = "organizations")]

use serde::{Deserialize, Serialize};

use crate::codec::{EncodeError, Invalid, body};
use crate::object::{DeletedObject, Organization};
use crate::rows::operations;
use crate::{Body, Form, Metadata, OrganizationId, Page, Patch, Received, Request, Upload, UserId};

operations! {
    /// Groups of users who work together, addressed by id or slug.
    Organizations {
        /// Lists organizations, newest first by default.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListOrganizations;
        ///
        /// let request = ListOrganizations { query: Some("analytical".into()), ..ListOrganizations::default() };
        /// let organizations = client.organizations().list(request).await?;
        /// assert_eq!(organizations.data[0].id, "org_analytical".into());
        /// # Ok(()) });
        /// ```
        list(): Get "/organizations", ListOrganizations -> Page<Organization>;
        /// Creates an organization. If `created_by` is set, that user becomes a member with the creator role.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateOrganization;
        ///
        /// let request = CreateOrganization {
        ///     name: "Difference Engines".into(),
        ///     created_by: Some("user_ada".into()),
        ///     ..CreateOrganization::default()
        /// };
        /// let organization = client.organizations().create(request).await?;
        /// assert!(organization.slug.starts_with("difference-engines"));
        /// # Ok(()) });
        /// ```
        create(): Post "/organizations", CreateOrganization -> Organization;
        /// Gets an organization.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::GetOrganization;
        ///
        /// let request = GetOrganization { include_members_count: Some(true), ..GetOrganization::default() };
        /// let organization = client.organizations().get("analytical-engines", request).await?;
        /// assert_eq!(organization.members_count, Some(2));
        /// # Ok(()) });
        /// ```
        get(organization_id: OrganizationId): Get "/organizations/{organization_id}", GetOrganization -> Organization;
        /// Updates the given fields of an organization and leaves the others unchanged.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdateOrganization;
        ///
        /// let request = UpdateOrganization { max_allowed_memberships: Some(50), ..UpdateOrganization::default() };
        /// let organization = client.organizations().update("org_analytical", request).await?;
        /// assert_eq!(organization.max_allowed_memberships, 50);
        /// # Ok(()) });
        /// ```
        update(organization_id: OrganizationId): Patch "/organizations/{organization_id}", UpdateOrganization -> Organization;
        /// Deletes an organization along with its memberships, invitations and domains.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let gone = client.organizations().delete("org_analytical").await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(organization_id: OrganizationId): Delete "/organizations/{organization_id}" -> DeletedObject;
        /// Deep-merges into an organization's metadata; null deletes a key.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::OrganizationMetadata;
        /// use serde_json::json;
        ///
        /// let public_metadata = json!({ "plan": "pro" }).as_object().cloned();
        /// let request = OrganizationMetadata { public_metadata, ..OrganizationMetadata::default() };
        /// let organization = client.organizations().merge_metadata("org_analytical", request).await?;
        /// assert_eq!(organization.public_metadata["plan"], "pro");
        /// # Ok(()) });
        /// ```
        merge_metadata(organization_id: OrganizationId): Patch "/organizations/{organization_id}/metadata", OrganizationMetadata -> Organization;
        /// Replaces an organization's public or private metadata, or both, entirely.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::OrganizationMetadata;
        /// use serde_json::json;
        ///
        /// let public_metadata = json!({ "plan": "pro" }).as_object().cloned();
        /// let request = OrganizationMetadata { public_metadata, ..OrganizationMetadata::default() };
        /// let organization = client.organizations().replace_metadata("org_analytical", request).await?;
        /// assert_eq!(organization.public_metadata.len(), 1);
        /// # Ok(()) });
        /// ```
        replace_metadata(organization_id: OrganizationId): Put "/organizations/{organization_id}/metadata", OrganizationMetadata -> Organization;
        /// Sets an organization's logo: PNG, JPEG, GIF or WebP, up to 10 MiB.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::{OrganizationLogo, Upload};
        ///
        /// # let picture = housekey_testing::picture();
        /// let file = Upload { file: picture, filename: "logo.png".into(), content_type: "image/png".into() };
        /// let request = OrganizationLogo { file, uploader_user_id: Some("user_ada".into()) };
        /// let organization = client.organizations().upload_logo("org_analytical", request).await?;
        /// assert!(organization.has_image);
        /// # Ok(()) });
        /// ```
        upload_logo(organization_id: OrganizationId): Put "/organizations/{organization_id}/logo", OrganizationLogo -> Organization;
        /// Deletes an organization's logo. A generated one is shown instead.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let organization = client.organizations().delete_logo("org_analytical").await?;
        /// assert!(!organization.has_image);
        /// # Ok(()) });
        /// ```
        delete_logo(organization_id: OrganizationId): Delete "/organizations/{organization_id}/logo" -> Organization;
    }
    with CreateOrganization, GetOrganization, ListOrganizations, OrganizationLogo, OrganizationMetadata,
        UpdateOrganization
}

/// Query parameters for listing organizations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrganizations {
    /// Whether to include the number of members of each organization.
    pub include_members_count: Option<bool>,
    /// Whether to include whether the organization lacks a member who may manage it.
    pub include_missing_member_with_elevated_permissions: Option<bool>,
    /// Only organizations whose id equals this text, or whose name or slug contains it.
    pub query: Option<String>,
    /// Only organizations with one of these members (at most 100); prefix with `-` to exclude.
    pub user_id: Option<Vec<String>>,
    /// Only these organizations (at most 100); prefix with `-` to exclude.
    pub organization_id: Option<Vec<String>>,
    /// `name`, `created_at` or `members_count`, prefixed with `-` for descending order.
    pub order_by: Option<String>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The organization to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOrganization {
    /// Display name, at most 256 characters.
    pub name: String,
    /// The creator, who becomes its first member.
    pub created_by: Option<UserId>,
    /// URL-friendly name of lowercase letters, digits and `-`; derived from the name by default.
    pub slug: Option<String>,
    /// Maximum number of members; 0 for unlimited. Defaults to the instance's setting.
    pub max_allowed_memberships: Option<i64>,
    /// Free-form data, writable by the backend and readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Free-form data, visible to the backend only.
    pub private_metadata: Option<Metadata>,
    /// Creation time, if in the past (RFC 3339).
    pub created_at: Option<String>,
    /// Key of the role set available to its members.
    pub role_set_key: Option<String>,
}

/// What to include in the response.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetOrganization {
    /// Whether to include the number of members.
    pub include_members_count: Option<bool>,
    /// Whether to include whether the organization lacks a member who may manage it.
    pub include_missing_member_with_elevated_permissions: Option<bool>,
}

/// Changes to an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateOrganization {
    /// Display name, at most 256 characters.
    pub name: Option<String>,
    /// URL-friendly name of lowercase letters, digits and `-`.
    pub slug: Option<String>,
    /// Maximum number of members; 0 for unlimited.
    pub max_allowed_memberships: Option<i64>,
    /// Whether admins may delete it.
    pub admin_delete_enabled: Option<bool>,
    /// Free-form data; replaced entirely. In newer API versions, use `merge_metadata` or `replace_metadata`.
    pub public_metadata: Option<Metadata>,
    /// Free-form data, visible to the backend only; replaced entirely.
    pub private_metadata: Option<Metadata>,
    /// Creation time (RFC 3339).
    pub created_at: Option<String>,
    /// Key of the role set available to its members.
    pub role_set_key: Patch<String>,
}

/// Metadata of an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationMetadata {
    /// Writable by the backend, readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Visible to the backend only.
    pub private_metadata: Option<Metadata>,
}

/// The logo to upload.
#[derive(Clone, Debug, Default)]
pub struct OrganizationLogo {
    /// The image.
    pub file: Upload,
    /// The user who uploads it.
    pub uploader_user_id: Option<UserId>,
}

/// The form fields besides the file.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct LogoFields {
    uploader_user_id: Option<UserId>,
}

impl Request for OrganizationLogo {
    fn body(&self) -> Result<Body<'_>, EncodeError> {
        let fields = LogoFields { uploader_user_id: self.uploader_user_id.clone() };
        Ok(Body::Form(&self.file, crate::codec::fields(&fields)?))
    }

    fn read(received: Received<'_>) -> Result<Self, Invalid> {
        Upload::read(received).map(|file| Self { file, uploader_user_id: None })
    }
}

impl Form for OrganizationLogo {
    fn from_parts(file: Upload, fields: Metadata) -> Result<Self, Invalid> {
        let LogoFields { uploader_user_id } = body(fields.into())?;
        Ok(Self { file, uploader_user_id })
    }
}
