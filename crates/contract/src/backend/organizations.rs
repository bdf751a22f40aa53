//! Organizations: groups of users who work together.

#![cfg(feature = "organizations")]

use serde::{Deserialize, Serialize};

use crate::codec::{EncodeError, Invalid, body};
use crate::object::{DeletedObject, Organization};
use crate::rows::operations;
use crate::{Body, Form, Metadata, OrganizationId, Page, Patch, Received, Request, Upload, UserId};

operations! {
    /// Groups of users who work together. Each is named by its id or its slug.
    Organizations {
        /// Lists organizations, newest first unless `order_by` says otherwise.
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
        /// Creates an organization. Its creator, if one is named, becomes a member with the creator's role.
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
        /// Changes the given fields of an organization and leaves the others alone.
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
        /// Deletes an organization with its memberships, invitations and domains.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let gone = client.organizations().delete("org_analytical").await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(organization_id: OrganizationId): Delete "/organizations/{organization_id}" -> DeletedObject;
        /// Merges into an organization's metadata, at every depth; a null deletes its key.
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
        /// Replaces an organization's metadata, each kind that is given as a whole.
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
        /// Deletes an organization's logo; a generated one takes its place.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let organization = client.organizations().delete_logo("org_analytical").await?;
        /// assert!(!organization.has_image);
        /// # Ok(()) });
        /// ```
        delete_logo(organization_id: OrganizationId): Delete "/organizations/{organization_id}/logo" -> Organization;
    }
}

/// Which organizations to list, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListOrganizations {
    /// Whether to say how many members each has.
    pub include_members_count: Option<bool>,
    /// Whether to say if nobody in it may manage it.
    pub include_missing_member_with_elevated_permissions: Option<bool>,
    /// Only the one with this id, and those with this text in their name or slug.
    pub query: Option<String>,
    /// Only organizations with one of these members; with a leading `-`, all but those (at most 100).
    pub user_id: Option<Vec<String>>,
    /// Only these organizations; with a leading `-`, all but those (at most 100).
    pub organization_id: Option<Vec<String>>,
    /// `name`, `created_at` or `members_count`; `-` in front turns the order round.
    pub order_by: Option<String>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// A new organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateOrganization {
    /// What it is called, in at most 256 characters.
    pub name: String,
    /// Who makes it, and becomes its first member.
    pub created_by: Option<UserId>,
    /// Its name in URLs: small letters, digits and `-`; made from the name where it is missing.
    pub slug: Option<String>,
    /// How many members it may have; 0 for any number, the instance's setting where it is missing.
    pub max_allowed_memberships: Option<i64>,
    /// Free-form data: written by the backend, readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Free-form data that only the backend sees.
    pub private_metadata: Option<Metadata>,
    /// When it was made, if that was in the past (RFC 3339).
    pub created_at: Option<String>,
    /// The set of roles that its members can have.
    pub role_set_key: Option<String>,
}

/// What to say of an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetOrganization {
    /// Whether to say how many members it has.
    pub include_members_count: Option<bool>,
    /// Whether to say if nobody in it may manage it.
    pub include_missing_member_with_elevated_permissions: Option<bool>,
}

/// Changes to an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateOrganization {
    /// What it is called, in at most 256 characters.
    pub name: Option<String>,
    /// Its name in URLs: small letters, digits and `-`.
    pub slug: Option<String>,
    /// How many members it may have; 0 for any number.
    pub max_allowed_memberships: Option<i64>,
    /// Whether its admins may delete it.
    pub admin_delete_enabled: Option<bool>,
    /// Free-form data, replaced as a whole. Newer versions have `merge_metadata` and `replace_metadata` for it.
    pub public_metadata: Option<Metadata>,
    /// Free-form data that only the backend sees, replaced as a whole.
    pub private_metadata: Option<Metadata>,
    /// When it was made (RFC 3339).
    pub created_at: Option<String>,
    /// The set of roles that its members can have.
    pub role_set_key: Patch<String>,
}

/// Metadata of an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationMetadata {
    /// Written by the backend, readable by the frontend.
    pub public_metadata: Option<Metadata>,
    /// Seen only by the backend.
    pub private_metadata: Option<Metadata>,
}

/// A logo, and who uploads it.
#[derive(Clone, Debug, Default)]
pub struct OrganizationLogo {
    /// The picture.
    pub file: Upload,
    /// Who uploads it.
    pub uploader_user_id: Option<UserId>,
}

/// The fields of a logo's form beside the file.
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
