//! Customizing email and SMS templates.

#![cfg(feature = "templates")]

use serde::{Deserialize, Serialize};

use crate::object::Template;
use crate::rows::operations;
use crate::{TemplateSlug, TemplateType};

operations! {
    /// Customizing email and SMS templates.
    EmailAndSmsTemplates {
        /// Updates a template. Fields left unset keep their value.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::UpsertTemplate;
        ///
        /// let request = UpsertTemplate { subject: Some("Come in, {{inviter_name}} asks".into()), ..UpsertTemplate::default() };
        /// let template = client.email_and_sms_templates().upsert("email", "organization_invitation", request).await?;
        /// assert!(template.can_revert);
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to remove it"]
        upsert(template_type: TemplateType, slug: TemplateSlug): Put "/templates/{template_type}/{slug}", UpsertTemplate -> Template;
    }
    with UpsertTemplate
}

/// Changes to a template.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpsertTemplate {
    /// Display name, at most 256 characters.
    pub name: Option<String>,
    /// The subject, with placeholders. Emails only.
    pub subject: Option<String>,
    /// The editor's source that the body was rendered from.
    pub markup: Option<String>,
    /// The body, with placeholders such as `{{otp_code}}`; HTML for emails.
    pub body: Option<String>,
    /// Whether the server delivers these messages. If not, the application delivers them when it receives the webhook.
    pub delivered_by_clerk: Option<bool>,
    /// Local part of the sender address.
    pub from_email_name: Option<String>,
    /// Local part of the reply-to address.
    pub reply_to_email_name: Option<String>,
}
