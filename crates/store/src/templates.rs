//! Customized email and SMS templates.

use housekey_contract::Millis;
use serde::{Deserialize, Serialize};

use crate::messages::MessageKind;
use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A customized template. Unset fields are taken from the built-in one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateRecord {
    /// The kind of message.
    pub kind: MessageKind,
    /// Its slug.
    pub slug: String,
    /// Display name.
    pub name: Option<String>,
    /// The subject (emails only).
    pub subject: Option<String>,
    /// The editor's source that the body was rendered from.
    pub markup: Option<String>,
    /// The body, with placeholders.
    pub body: Option<String>,
    /// Local part of the sender address.
    pub from_email_name: Option<String>,
    /// Local part of the reply-to address.
    pub reply_to_email_name: Option<String>,
    /// Whether the application delivers these messages, notified by a webhook.
    pub delivered_by_application: bool,
    /// When it was first customized.
    pub created_at: Millis,
    /// When it was last customized.
    pub updated_at: Millis,
}

const SAVE: &str = "INSERT INTO templates (instance_id, kind, slug, document) VALUES ($1, $2, $3, $4) \
                    ON CONFLICT (instance_id, kind, slug) DO UPDATE SET document = excluded.document";
const FIND: &str = "SELECT document FROM templates WHERE instance_id = $1 AND kind = $2 AND slug = $3";
const ALL: &str = "SELECT document FROM templates WHERE instance_id = $1 AND kind = $2";

/// The customization of a template.
pub fn find(tx: &mut Tx<'_>, kind: MessageKind, slug: &str) -> Result<Option<TemplateRecord>> {
    tx.one(FIND, &[kind.as_str().into(), slug.into()], document)
}

/// All customizations of a kind; at most as many as there are built-in templates.
pub fn all(tx: &mut Tx<'_>, kind: MessageKind) -> Result<Vec<TemplateRecord>> {
    tx.all(ALL, &[kind.as_str().into()], document)
}

/// Saves the customization of a template.
pub fn save(tx: &mut Tx<'_>, template: &TemplateRecord) -> Result<()> {
    let document = to_document(template)?;
    let params = [template.kind.as_str().into(), template.slug.as_str().into(), document.as_str().into()];
    tx.execute(SAVE, &params).map(drop)
}
