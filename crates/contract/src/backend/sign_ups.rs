//! Sign-ups in progress.

#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use crate::object::SignUp;
use crate::rows::operations;
use crate::{Patch, SignUpId};

operations! {
    /// Sign-ups in progress.
    SignUps {
        /// Gets a sign-up.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let id = server.sign_up().await;
        /// let sign_up = client.sign_ups().get(id).await?;
        /// assert_eq!(sign_up.email_address.as_deref(), Some("alan@example.com"));
        /// # Ok(()) });
        /// ```
        get(id: SignUpId): Get "/sign_ups/{id}" -> SignUp;
        /// Updates the given fields of a sign-up and leaves the others unchanged.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::{UpdateSignUp, set};
        ///
        /// # let id = server.sign_up().await;
        /// let request = UpdateSignUp { external_id: set("crm_7"), ..UpdateSignUp::default() };
        /// let sign_up = client.sign_ups().update(id, request).await?;
        /// assert_eq!(sign_up.external_id.as_deref(), Some("crm_7"));
        /// # Ok(()) });
        /// ```
        update(id: SignUpId): Patch "/sign_ups/{id}", UpdateSignUp -> SignUp;
    }
    with UpdateSignUp
}

/// Changes to a sign-up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateSignUp {
    /// Copied to the user's external id.
    pub external_id: Patch<String>,
    /// Whether the application handles this sign-up with a custom flow.
    pub custom_action: Patch<bool>,
}
