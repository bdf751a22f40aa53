//! The instance's webhook service.

#![cfg(feature = "webhooks")]

use crate::NoContent;
use crate::object::SvixUrl;
use crate::rows::operations;

operations! {
    /// The instance's webhook service.
    Webhooks {
        /// Enables the webhook service and returns a link to its dashboard.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let page = client.webhooks().create_svix_app().await?;
        /// assert!(page.svix_url.starts_with("http"));
        /// # Ok(()) });
        /// ```
        create_svix_app(): Post "/webhooks/svix" -> SvixUrl;
        /// Disables the webhook service and deletes its endpoints.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # client.webhooks().create_svix_app().await?;
        /// client.webhooks().delete_svix_app().await?;
        /// assert!(client.webhooks().generate_svix_auth_url().await.is_err());
        /// # Ok(()) });
        /// ```
        delete_svix_app(): Delete "/webhooks/svix" -> NoContent;
        /// Creates a link to the webhook dashboard. The link can be used once and expires after a few minutes.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # client.webhooks().create_svix_app().await?;
        /// let page = client.webhooks().generate_svix_auth_url().await?;
        /// assert!(page.svix_url.starts_with("http"));
        /// # Ok(()) });
        /// ```
        generate_svix_auth_url(): Post "/webhooks/svix_url" -> SvixUrl;
    }
}
