//! Applications created without an account.

#![cfg(feature = "instance")]

use crate::object::AccountlessApplication;
use crate::rows::operations;

operations! {
    /// Applications created without an account, each with its own development instance.
    ExperimentalAccountlessApplications {
        /// Creates an application with a development instance. Needs no secret key. It is deleted after a while unless
        /// claimed.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let application = client.experimental_accountless_applications().create().await?;
        /// assert!(application.secret_key.is_some_and(|key| key.starts_with("sk_test_")));
        /// # Ok(()) });
        /// ```
        create(): Post "/accountless_applications" -> AccountlessApplication;
        /// Claims the application that the secret key belongs to, so that it is kept.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # let application = client.experimental_accountless_applications().create().await?;
        /// # let client = server.client_builder().secret_key(application.secret_key.as_deref().unwrap_or_default()).build()?;
        /// // The client has the secret key that `create` answered.
        /// let claimed = client.experimental_accountless_applications().complete().await?;
        /// assert_eq!(claimed.publishable_key, application.publishable_key);
        /// # Ok(()) });
        /// ```
        complete(): Post "/accountless_applications/complete" -> AccountlessApplication;
    }
}
