//! Previewing email and SMS templates.

#![cfg(feature = "templates")]

use serde::{Deserialize, Serialize};

use crate::rows::operations;
use crate::{Metadata, TemplateSlug, TemplateType};

operations! {
    /// Previewing email and SMS templates.
    Templates {
        /// Renders a template with sample data, applying the given changes without saving them.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::PreviewTemplate;
        ///
        /// let request = PreviewTemplate { body: Some("Your code: {{otp_code}}".into()), ..PreviewTemplate::default() };
        /// let preview = client.templates().preview("email", "verification_code", request).await?;
        /// assert!(!preview.is_empty());
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to remove it"]
        preview(template_type: TemplateType, slug: TemplateSlug): Post "/templates/{template_type}/{slug}/preview", PreviewTemplate -> Metadata;
    }
    with PreviewTemplate
}

/// Changes to preview. Unset fields are taken from the template.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreviewTemplate {
    /// The subject, with placeholders. Emails only.
    pub subject: Option<String>,
    /// The body, with placeholders.
    pub body: Option<String>,
    /// Local part of the sender address.
    pub from_email_name: Option<String>,
    /// Local part of the reply-to address.
    pub reply_to_email_name: Option<String>,
}
