//! Trying templates of e-mails and SMS.

#![cfg(feature = "templates")]

use serde::{Deserialize, Serialize};

use crate::rows::operations;
use crate::{Metadata, TemplateSlug, TemplateType};

operations! {
    /// Trying templates of e-mails and SMS.
    Templates {
        /// Shows how a message would look with these words, filled with examples.
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
}

/// Words to be tried. What is not given is as in the template.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreviewTemplate {
    /// The subject, with placeholders; of e-mails only.
    pub subject: Option<String>,
    /// The body, with placeholders.
    pub body: Option<String>,
    /// The part before the `@` of the address that e-mails come from.
    pub from_email_name: Option<String>,
    /// The part before the `@` of the address that answers go to.
    pub reply_to_email_name: Option<String>,
}
