//! The instance's webhook service.

#![cfg(feature = "webhooks")]

use crate::NoContent;
use crate::object::SvixUrl;
use crate::rows::operations;

operations! {
    /// The instance's webhook service.
    Webhooks {
        /// Turns the webhook service on, and answers where its page is.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let page = client.webhooks().create_svix_app().await?;
        /// assert!(page.svix_url.starts_with("http"));
        /// # Ok(()) });
        /// ```
        create_svix_app(): Post "/webhooks/svix" -> SvixUrl;
        /// Turns the webhook service off: its endpoints are deleted.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # client.webhooks().create_svix_app().await?;
        /// client.webhooks().delete_svix_app().await?;
        /// assert!(client.webhooks().generate_svix_auth_url().await.is_err());
        /// # Ok(()) });
        /// ```
        delete_svix_app(): Delete "/webhooks/svix" -> NoContent;
        /// Makes a link to the page of the webhook service. It works once, for some minutes.
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
