use housekey_contract::object::Template as Shown;
use housekey_domain::random::hash_token;
use housekey_domain::templates::{FROM_NAME, Template};
use housekey_store::messages::MessageKind;

use super::View;

impl View<'_> {
    /// Renders a template.
    pub fn template(&self, template: &Template) -> Shown {
        let kind = template.kind().as_str();
        let made_at = self.instance.record.created_at;
        let (created_at, updated_at) = template.changed_at().unwrap_or((made_at, made_at));
        let is_changed = template.is_changed();
        let is_email = template.kind() == MessageKind::Email;
        let sender = template.sender(&self.instance.settings().general).unwrap_or(FROM_NAME);
        Shown {
            object: "template".into(),
            id: id(self.instance.id().as_str(), kind, template.slug()),
            instance_id: is_changed.then(|| self.instance.id().clone()),
            resource_type: if is_changed { "user" } else { "system" }.into(),
            template_type: kind.into(),
            name: template.name().into(),
            slug: template.slug().into(),
            position: i64::try_from(template.position()).unwrap_or(i64::MAX),
            can_revert: is_changed,
            can_delete: false,
            can_edit_body: true,
            can_toggle: template.kind() == MessageKind::Sms && template.is_notification(),
            subject: template.subject().map(str::to_owned),
            markup: template.markup().into(),
            body: template.body(),
            available_variables: template.available_variables(),
            required_variables: template.required_variables(),
            from_email_name: if is_email { sender } else { "" }.into(),
            reply_to_email_name: template.reply_to_email_name().unwrap_or_default().into(),
            delivered_by_clerk: template.is_delivered(),
            enabled: true,
            flagged_as_suspicious: false,
            updated_at,
            created_at,
        }
    }
}

/// Built-in templates have no row, so their id is derived from kind and slug.
fn id(instance: &str, kind: &str, slug: &str) -> String {
    format!("tmpl_{}", &hash_token(&format!("{instance}/{kind}/{slug}"))[..27])
}
