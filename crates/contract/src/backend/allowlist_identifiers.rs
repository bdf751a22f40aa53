//! Identifiers that may sign up while the allowlist is enabled.

#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use crate::object::{AllowlistIdentifier, DeletedObject};
use crate::rows::operations;
use crate::{AllowlistIdentifierId, Listing};

operations! {
    /// Identifiers that may sign up while the allowlist is enabled.
    AllowlistIdentifiers {
        /// Lists the allowlist, newest first.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListAllowlistIdentifiers;
        ///
        /// # client.allowlist_identifiers().create(housekey_sdk::CreateAllowlistIdentifier { identifier: "*@example.org".into(), ..Default::default() }).await?;
        /// let listed = client.allowlist_identifiers().list(ListAllowlistIdentifiers::default()).await?;
        /// assert_eq!(listed.data[0].identifier, "*@example.org");
        /// # Ok(()) });
        /// ```
        list(): Get "/allowlist_identifiers", ListAllowlistIdentifiers -> Listing<AllowlistIdentifier>;
        /// Adds an identifier to the allowlist.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateAllowlistIdentifier;
        ///
        /// let request = CreateAllowlistIdentifier { identifier: "*@example.org".into(), notify: Some(false) };
        /// let listed = client.allowlist_identifiers().create(request).await?;
        /// assert_eq!(listed.identifier_type.as_str(), "email_address");
        /// # Ok(()) });
        /// ```
        create(): Post "/allowlist_identifiers", CreateAllowlistIdentifier -> AllowlistIdentifier;
        /// Removes an identifier from the allowlist.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let request = housekey_sdk::CreateAllowlistIdentifier { identifier: "*@example.org".into(), ..Default::default() };
        /// # let listed = client.allowlist_identifiers().create(request).await?;
        /// let gone = client.allowlist_identifiers().delete(listed.id).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(identifier_id: AllowlistIdentifierId): Delete "/allowlist_identifiers/{identifier_id}" -> DeletedObject;
    }
    with CreateAllowlistIdentifier, ListAllowlistIdentifiers
}

/// Query parameters for listing the allowlist.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListAllowlistIdentifiers {
    /// Whether to return `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// Maximum number of items to return: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The entry to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateAllowlistIdentifier {
    /// An email address, `*@example.com` for a whole domain, a phone number, or a wallet address.
    pub identifier: String,
    /// Whether to send an invitation to the email address; false by default.
    pub notify: Option<bool>,
}
