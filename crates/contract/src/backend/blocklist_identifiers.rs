//! Identifiers that may not sign up.

#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use crate::object::{BlocklistIdentifier, DeletedObject};
use crate::rows::operations;
use crate::{BlocklistIdentifierId, Page};

operations! {
    /// Identifiers that may not sign up.
    BlocklistIdentifiers {
        /// Lists the blocklist, newest first.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListBlocklistIdentifiers;
        ///
        /// # client.blocklist_identifiers().create(housekey_sdk::CreateBlocklistIdentifier { identifier: "eve@example.com".into() }).await?;
        /// let listed = client.blocklist_identifiers().list(ListBlocklistIdentifiers::default()).await?;
        /// assert_eq!(listed.data[0].identifier, "eve@example.com");
        /// # Ok(()) });
        /// ```
        list(): Get "/blocklist_identifiers", ListBlocklistIdentifiers -> Page<BlocklistIdentifier>;
        /// Adds an identifier to the blocklist.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateBlocklistIdentifier;
        ///
        /// let request = CreateBlocklistIdentifier { identifier: "eve@example.com".into() };
        /// let listed = client.blocklist_identifiers().create(request).await?;
        /// assert_eq!(listed.identifier_type.as_str(), "email_address");
        /// # Ok(()) });
        /// ```
        create(): Post "/blocklist_identifiers", CreateBlocklistIdentifier -> BlocklistIdentifier;
        /// Removes an identifier from the blocklist.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let request = housekey_sdk::CreateBlocklistIdentifier { identifier: "eve@example.com".into() };
        /// # let listed = client.blocklist_identifiers().create(request).await?;
        /// let gone = client.blocklist_identifiers().delete(listed.id).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(identifier_id: BlocklistIdentifierId): Delete "/blocklist_identifiers/{identifier_id}" -> DeletedObject;
    }
    with CreateBlocklistIdentifier, ListBlocklistIdentifiers
}

/// Query parameters for listing the blocklist.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListBlocklistIdentifiers {
    /// Maximum number of items to return: 1 to 500, 500 by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// The entry to create.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateBlocklistIdentifier {
    /// An email address, `*@example.com` for a whole domain, a phone number, or a wallet address.
    pub identifier: String,
}
