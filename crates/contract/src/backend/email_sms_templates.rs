//! Email and SMS templates.

#![cfg(feature = "templates")]

use serde::{Deserialize, Serialize};

use crate::object::Template;
use crate::rows::operations;
use crate::{Listing, TemplateSlug, TemplateType};

operations! {
    /// Email and SMS templates.
    EmailSMSTemplates {
        /// Lists the templates of a type, by position.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::ListTemplates;
        ///
        /// let templates = client.email_sms_templates().list("email", ListTemplates::default()).await?;
        /// assert!(templates.data.iter().any(|template| template.slug == "invitation"));
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to remove it"]
        list(template_type: TemplateType): Get "/templates/{template_type}", ListTemplates -> Listing<Template>;
        /// Gets a template.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// let template = client.email_sms_templates().get("sms", "verification_code").await?;
        /// assert!(template.body.contains("{{otp_code}}"));
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to remove it"]
        get(template_type: TemplateType, slug: TemplateSlug): Get "/templates/{template_type}/{slug}" -> Template;
        /// Reverts a template to its built-in content.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// # use housekey_sdk::UpsertTemplate;
        /// # let request = UpsertTemplate { body: Some("Only {{otp_code}}.".into()), ..UpsertTemplate::default() };
        /// # client.email_and_sms_templates().upsert("email", "verification_code", request).await?;
        /// let template = client.email_sms_templates().revert("email", "verification_code").await?;
        /// assert!(!template.can_revert);
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to remove it"]
        revert(template_type: TemplateType, slug: TemplateSlug): Post "/templates/{template_type}/{slug}/revert" -> Template;
        /// Sets whether the server or the application delivers the messages of a template.
        ///
        /// ```
        /// # housekey_testing::example(async |server, client| {
        /// use housekey_sdk::TemplateDelivery;
        ///
        /// let request = TemplateDelivery { delivered_by_clerk: Some(false) };
        /// let template =
        ///     client.email_sms_templates().toggle_template_delivery("email", "invitation", request).await?;
        /// assert!(!template.delivered_by_clerk);
        /// # Ok(()) });
        /// ```
        #[deprecated = "Clerk is going to remove it"]
        toggle_template_delivery(template_type: TemplateType, slug: TemplateSlug): Post "/templates/{template_type}/{slug}/toggle_delivery", TemplateDelivery -> Template;
    }
    with ListTemplates, TemplateDelivery
}

/// Query parameters for listing templates.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListTemplates {
    /// Whether to return `{data, total_count}` instead of a bare array.
    pub paginated: Option<bool>,
    /// Maximum number of items to return: 1 to 500; all by default.
    pub limit: Option<i64>,
    /// Number of items to skip.
    pub offset: Option<i64>,
}

/// Who delivers the messages of a template.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateDelivery {
    /// Whether the server does; toggles the current value if unset.
    pub delivered_by_clerk: Option<bool>,
}
