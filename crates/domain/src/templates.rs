//! Email and SMS templates: the built-in ones and their customizations.

mod builtin;
mod change;
mod compose;
mod plain;
mod render;
mod sample;

use housekey_contract::Millis;
use housekey_store::Tx;
use housekey_store::instances::General;
use housekey_store::messages::MessageKind;
use housekey_store::templates::{self, TemplateRecord};

use self::builtin::{BUILTINS, Builtin};
use crate::error::{Result, not_found};
use crate::page::Paging;

pub use change::{TemplateChanges, revert, toggle_delivery, upsert};
pub use compose::{Content, compose};
pub use render::{Form, Template as Parsed, TemplateProblem};
pub use sample::{PreviewChanges, preview};

/// Default local part of the sender address.
pub const FROM_NAME: &str = "noreply";

/// A template of an instance.
#[derive(Clone, Debug)]
pub struct Template {
    builtin: &'static Builtin,
    changes: Option<TemplateRecord>,
}

impl Template {
    /// The kind of message.
    pub fn kind(&self) -> MessageKind {
        self.builtin.kind
    }

    /// Its slug.
    pub fn slug(&self) -> &'static str {
        self.builtin.slug
    }

    /// Its position among the templates of its kind.
    pub fn position(&self) -> usize {
        let same = BUILTINS.iter().filter(|other| other.kind == self.builtin.kind);
        same.take_while(|other| other.slug != self.builtin.slug).count()
    }

    /// Its display name.
    pub fn name(&self) -> &str {
        self.changed(|changes| changes.name.as_ref()).unwrap_or(self.builtin.name)
    }

    /// The subject, with placeholders; `None` for SMS.
    pub fn subject(&self) -> Option<&str> {
        match self.builtin.kind {
            MessageKind::Email => {
                Some(self.changed(|changes| changes.subject.as_ref()).unwrap_or(self.builtin.subject))
            }
            MessageKind::Sms => None,
        }
    }

    /// The editor's source that the body was rendered from, if any.
    pub fn markup(&self) -> &str {
        self.changed(|changes| changes.markup.as_ref()).unwrap_or_default()
    }

    /// The body, with placeholders.
    pub fn body(&self) -> String {
        let changed = self.changed(|changes| changes.body.as_ref());
        changed.map_or_else(|| self.builtin.body(), str::to_owned)
    }

    /// The customized local part of the sender address.
    pub fn from_email_name(&self) -> Option<&str> {
        self.changed(|changes| changes.from_email_name.as_ref())
    }

    /// The local part of the sender address, set by the template or else the instance.
    pub fn sender<'a>(&'a self, general: &'a General) -> Option<&'a str> {
        self.from_email_name().or(general.from_email_address.as_deref())
    }

    /// The local part of the reply-to address, if any.
    pub fn reply_to_email_name(&self) -> Option<&str> {
        self.changed(|changes| changes.reply_to_email_name.as_ref())
    }

    /// Whether the server delivers these messages; if not, the application does.
    pub fn is_delivered(&self) -> bool {
        !self.changes.as_ref().is_some_and(|changes| changes.delivered_by_application)
    }

    /// Whether this is an informational message that the application may turn off.
    pub fn is_notification(&self) -> bool {
        self.builtin.is_notification
    }

    /// Whether its content is customized.
    pub fn is_changed(&self) -> bool {
        self.changes.as_ref().is_some_and(change::has_words)
    }

    /// Variables available in the body.
    pub fn available_variables(&self) -> Vec<String> {
        self.builtin.variables()
    }

    /// Variables that the body must contain.
    pub fn required_variables(&self) -> Vec<String> {
        self.builtin.required.iter().map(|name| (*name).to_owned()).collect()
    }

    /// When it was first and last customized, if ever.
    pub fn changed_at(&self) -> Option<(Millis, Millis)> {
        self.changes.as_ref().map(|changes| (changes.created_at, changes.updated_at))
    }

    fn changed<'a>(&'a self, field: impl Fn(&'a TemplateRecord) -> Option<&'a String>) -> Option<&'a str> {
        self.changes.as_ref().and_then(field).map(String::as_str)
    }
}

/// The template with this kind and slug.
pub fn get(tx: &mut Tx<'_>, kind: MessageKind, slug: &str) -> Result<Template> {
    let builtin = builtin(kind, slug)?;
    Ok(Template { builtin, changes: templates::find(tx, kind, slug)? })
}

/// A page of the templates of a kind, and their total number.
pub fn list(tx: &mut Tx<'_>, kind: MessageKind, paging: Paging) -> Result<(Vec<Template>, usize)> {
    let own = templates::all(tx, kind)?;
    let of_kind: Vec<_> = BUILTINS.iter().filter(|builtin| builtin.kind == kind).collect();
    let page = of_kind.iter().skip(paging.offset as usize).take(paging.limit as usize);
    let template = |builtin: &&'static Builtin| {
        let changes = own.iter().find(|changes| changes.slug == builtin.slug).cloned();
        Template { builtin, changes }
    };
    Ok((page.map(template).collect(), of_kind.len()))
}

fn builtin(kind: MessageKind, slug: &str) -> Result<&'static Builtin> {
    let mut found = BUILTINS.iter().filter(|builtin| builtin.kind == kind);
    found.find(|builtin| builtin.slug == slug).ok_or_else(|| not_found("template", slug))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_can_be_filled_and_shows_what_it_must() {
        for builtin in BUILTINS {
            let template = Template { builtin, changes: None };
            let parsed = Parsed::parse(&template.body()).unwrap();
            let names = parsed.names();
            for required in builtin.required {
                assert!(names.iter().any(|name| name == required), "{} lacks {required}", builtin.slug);
            }
            let known = template.available_variables();
            for name in names.iter().chain(&Parsed::parse(builtin.subject).unwrap().names()) {
                assert!(known.contains(name), "{} shows {name}, which it does not name", builtin.slug);
            }
        }
    }

    #[test]
    fn a_slug_is_there_once_for_each_kind() {
        for builtin in BUILTINS {
            let same =
                BUILTINS.iter().filter(|other| (other.kind, other.slug) == (builtin.kind, builtin.slug));
            assert_eq!(same.count(), 1, "{}", builtin.slug);
        }
    }
}
