//! The instance's webhook service.

#![cfg(feature = "webhooks")]

use crate::NoContent;
use crate::object::SvixUrl;
use crate::rows::operations;

operations! {
    /// The instance's webhook service.
    Webhooks {
        /// Turns the webhook service on, and answers where its page is.
        create_svix_app(): Post "/webhooks/svix" -> SvixUrl;
        /// Turns the webhook service off: its endpoints are deleted.
        delete_svix_app(): Delete "/webhooks/svix" -> NoContent;
        /// Makes a link to the page of the webhook service. It works once, for some minutes.
        generate_svix_auth_url(): Post "/webhooks/svix_url" -> SvixUrl;
    }
}
