//! Phone numbers of users.

#![cfg(feature = "users")]

use serde::{Deserialize, Serialize};

use crate::object::{DeletedObject, PhoneNumber};
use crate::rows::operations;
use crate::{PhoneNumberId, UserId};

operations! {
    /// Phone numbers of users.
    PhoneNumbers {
        /// Adds a phone number to a user.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::CreatePhoneNumber;
        ///
        /// let request = CreatePhoneNumber {
        ///     user_id: "user_grace".into(),
        ///     phone_number: "+15555550123".into(),
        ///     verified: Some(true),
        ///     ..CreatePhoneNumber::default()
        /// };
        /// let number = client.phone_numbers().create(request).await?;
        /// assert_eq!(number.phone_number, "+15555550123");
        /// # Ok(()) });
        /// ```
        create(): Post "/phone_numbers", CreatePhoneNumber -> PhoneNumber;
        /// Gets a phone number.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let number = server.phone_number().await;
        /// let number = client.phone_numbers().get(number).await?;
        /// assert_eq!(number.phone_number, "+15555550100");
        /// # Ok(()) });
        /// ```
        get(phone_number_id: PhoneNumberId): Get "/phone_numbers/{phone_number_id}" -> PhoneNumber;
        /// Deletes a phone number.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let number = server.phone_number().await;
        /// let gone = client.phone_numbers().delete(number).await?;
        /// assert!(gone.deleted);
        /// # Ok(()) });
        /// ```
        delete(phone_number_id: PhoneNumberId): Delete "/phone_numbers/{phone_number_id}" -> DeletedObject;
        /// Updates the given fields of a phone number and leaves the others unchanged.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpdatePhoneNumber;
        ///
        /// # let number = server.phone_number().await;
        /// let request = UpdatePhoneNumber { reserved_for_second_factor: Some(true), ..UpdatePhoneNumber::default() };
        /// let number = client.phone_numbers().update(number, request).await?;
        /// assert!(number.reserved_for_second_factor);
        /// # Ok(()) });
        /// ```
        update(phone_number_id: PhoneNumberId): Patch "/phone_numbers/{phone_number_id}", UpdatePhoneNumber -> PhoneNumber;
    }
    with CreatePhoneNumber, UpdatePhoneNumber
}

/// The phone number to add.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CreatePhoneNumber {
    /// The user it belongs to.
    pub user_id: UserId,
    /// The number in E.164 format, such as `+41446681800`.
    pub phone_number: String,
    /// Whether it is verified.
    pub verified: Option<bool>,
    /// Whether to make it the user's primary one. A user's first one always becomes primary.
    pub primary: Option<bool>,
    /// Whether it is used as a second factor. Requires a verified number.
    pub reserved_for_second_factor: Option<bool>,
}

/// Changes to a phone number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdatePhoneNumber {
    /// Whether it is verified.
    pub verified: Option<bool>,
    /// Whether to make it the user's primary one.
    pub primary: Option<bool>,
    /// Whether it is used as a second factor.
    pub reserved_for_second_factor: Option<bool>,
}
