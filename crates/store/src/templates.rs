//! What an instance changed of the built-in templates of e-mails and SMS.

use housekey_contract::Millis;
use serde::{Deserialize, Serialize};

use crate::messages::MessageKind;
use crate::tx::{document, to_document};
use crate::{StoreError, Tx};

/// A changed template. What is nothing is as in the built-in one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateRecord {
    /// What the template is for.
    pub kind: MessageKind,
    /// Its name for machines.
    pub slug: String,
    /// Its name for people.
    pub name: Option<String>,
    /// The subject of e-mails.
    pub subject: Option<String>,
    /// What an editor made the body from.
    pub markup: Option<String>,
    /// The body, with placeholders.
    pub body: Option<String>,
    /// The local part of the address that e-mails come from.
    pub from_email_name: Option<String>,
    /// The local part of the address that answers go to.
    pub reply_to_email_name: Option<String>,
    /// Whether the application sends such messages itself, when it is told of them.
    pub delivered_by_application: bool,
    /// When it was first changed.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
}

const SAVE: &str = "INSERT INTO templates (instance_id, kind, slug, document) VALUES ($1, $2, $3, $4) \
                    ON CONFLICT (instance_id, kind, slug) DO UPDATE SET document = excluded.document";
const FIND: &str = "SELECT document FROM templates WHERE instance_id = $1 AND kind = $2 AND slug = $3";
const ALL: &str = "SELECT document FROM templates WHERE instance_id = $1 AND kind = $2";

/// What is changed of the template of this kind and slug.
pub fn find(tx: &mut Tx<'_>, kind: MessageKind, slug: &str) -> Result<Option<TemplateRecord>, StoreError> {
    tx.one(FIND, &[kind.as_str().into(), slug.into()], document)
}

/// What is changed of the templates of a kind. They are no more than the built-in ones.
pub fn all(tx: &mut Tx<'_>, kind: MessageKind) -> Result<Vec<TemplateRecord>, StoreError> {
    tx.all(ALL, &[kind.as_str().into()], document)
}

/// Saves what is changed of a template.
pub fn save(tx: &mut Tx<'_>, template: &TemplateRecord) -> Result<(), StoreError> {
    let document = to_document(template)?;
    let params = [template.kind.as_str().into(), template.slug.as_str().into(), document.as_str().into()];
    tx.execute(SAVE, &params).map(drop)
}
