//! Who may sign up where only those on a list may.

#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use crate::object::{AllowlistIdentifier, DeletedObject};
use crate::rows::operations;
use crate::{AllowlistIdentifierId, Listing};

operations! {
    /// Who may sign up where only those on a list may.
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
        /// Puts an identifier on the allowlist.
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
        /// Takes an identifier off the allowlist.
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
}

/// Which part of the allowlist to list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListAllowlistIdentifiers {
    /// Whether to answer with `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// How many to answer at most: 1 to 500, 10 by default.
    pub limit: Option<i64>,
    /// How many to skip.
    pub offset: Option<i64>,
}

/// A new entry.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateAllowlistIdentifier {
    /// An e-mail address, `*@example.com` for a domain, a phone number, or a wallet's address.
    pub identifier: String,
    /// Whether an invitation is sent to the e-mail address; not by default.
    pub notify: Option<bool>,
}
