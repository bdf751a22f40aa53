//! Email addresses of users.

#![cfg(feature = "users")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, EmailAddress};
use crate::rows::operations;
use crate::{EmailAddressId, UserId};

operations! {
    /// Email addresses of users.
    EmailAddresses {
        /// Adds an email address to a user.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreateEmailAddress;
        ///
        /// let request = CreateEmailAddress {
        ///     user_id: "user_ada".into(),
        ///     email_address: "countess@example.com".into(),
        ///     verified: Some(true),
        ///     ..CreateEmailAddress::default()
        /// };
        /// let address = client.email_addresses().create(request).await?;
        /// assert_eq!(address.email_address, "countess@example.com");
        /// # Ok(()) });
        /// ```
        create(): Post "/email_addresses", CreateEmailAddress -> EmailAddress;
        /// Gets an email address.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let ada = client.users().get("user_ada").await?;
        /// let address = client.email_addresses().get(ada.email_addresses[0].id.clone()).await?;
        /// assert_eq!(address.email_address, "ada@example.com");
        /// # Ok(()) });
        /// ```
        get(email_address_id: EmailAddressId): Get "/email_addresses/{email_address_id}" -> EmailAddress;
        /// Deletes an email address.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let ada = client.users().get("user_ada").await?;
        /// let gone = client.email_addresses().delete(ada.email_addresses[0].id.clone()).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(email_address_id: EmailAddressId): Delete "/email_addresses/{email_address_id}" -> DeletedObject;
        /// Updates the given fields of an email address and leaves the others unchanged.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdateEmailAddress;
        ///
        /// # let grace = client.users().get("user_grace").await?;
        /// # let address = grace.email_addresses[0].id.clone();
        /// let request = UpdateEmailAddress { primary: Some(true), ..UpdateEmailAddress::default() };
        /// let address = client.email_addresses().update(address, request).await?;
        /// assert_eq!(client.users().get("user_grace").await?.primary_email_address_id, Some(address.id));
        /// # Ok(()) });
        /// ```
        update(email_address_id: EmailAddressId): Patch "/email_addresses/{email_address_id}", UpdateEmailAddress -> EmailAddress;
    }
    with CreateEmailAddress, UpdateEmailAddress
}

/// The email address to add.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreateEmailAddress {
    /// The user it belongs to.
    pub user_id: UserId,
    /// The email address (RFC 5322).
    pub email_address: String,
    /// Whether it is verified.
    pub verified: Option<bool>,
    /// Whether to make it the user's primary one. A user's first one always becomes primary.
    pub primary: Option<bool>,
    /// Whether to notify the previous primary address.
    pub notify_primary_email_address_changed: Option<bool>,
}

/// Changes to an email address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateEmailAddress {
    /// Whether it is verified.
    pub verified: Option<bool>,
    /// Whether to make it the user's primary one.
    pub primary: Option<bool>,
    /// Whether to notify the previous primary address.
    pub notify_primary_email_address_changed: Option<bool>,
}
