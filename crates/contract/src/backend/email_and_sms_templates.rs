//! Changing the templates of e-mails and SMS.

#![cfg(feature = "templates")]

use serde::{Deserialize, Serialize};

use crate::object::Template;
use crate::rows::operations;
use crate::{TemplateSlug, TemplateType};

operations! {
    /// Changing the templates of e-mails and SMS.
    EmailAndSmsTemplates {
        /// Changes a template. What is not given stays as it is.
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
}

/// A template as it is to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpsertTemplate {
    /// Its name for people, at most 256 characters.
    pub name: Option<String>,
    /// The subject, with placeholders; of e-mails only.
    pub subject: Option<String>,
    /// What an editor made the body from.
    pub markup: Option<String>,
    /// The body, with placeholders such as `{{otp_code}}`; HTML for e-mails.
    pub body: Option<String>,
    /// Whether the server sends such messages; otherwise the application does when a webhook tells it of one.
    pub delivered_by_clerk: Option<bool>,
    /// The part before the `@` of the address that e-mails come from.
    pub from_email_name: Option<String>,
    /// The part before the `@` of the address that answers go to.
    pub reply_to_email_name: Option<String>,
}
