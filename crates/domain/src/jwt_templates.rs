//! Templates for tokens with custom claims.

mod change;
mod context;

use std::ops::RangeInclusive;

use housekey_contract::JwtTemplateId;
use housekey_store::Tx;
use housekey_store::jwt_templates::{self, JwtTemplateRecord};

use crate::error::{Code, Error, Result, not_found, taken};
use crate::keys::CustomKey;
use crate::page::Paging;
use crate::seal::MasterKey;

pub use change::TemplateChange;
pub(crate) use context::context;

/// Allowed token lifetimes in seconds: 30 seconds to ten years.
pub const LIFETIMES: RangeInclusive<i64> = 30..=315_360_000;
/// Maximum size of a token in bytes. Servers refuse headers far shorter than that, and browsers cookies of 4 KiB.
pub const MAX_TOKEN_BYTES: usize = 64 * 1024;
/// By how many seconds the `nbf` of a token may be set back.
const CLOCK_SKEWS: RangeInclusive<i64> = 0..=300;

/// The template with this id.
pub fn get(tx: &mut Tx<'_>, id: &JwtTemplateId) -> Result<JwtTemplateRecord> {
    jwt_templates::find(tx, id)?.ok_or_else(|| not_found("JWT template", id.as_str()))
}

/// The template with this name.
pub fn get_by_name(tx: &mut Tx<'_>, name: &str) -> Result<JwtTemplateRecord> {
    let unknown = || {
        crate::error::refused(
            Code::ResourceNotFound,
            "JWT template not found",
            format!("No JWT template exists with name: {name}"),
        )
    };
    jwt_templates::find_by_name(tx, name)?.ok_or_else(unknown)
}

/// A page of all templates, newest first.
pub fn list(tx: &mut Tx<'_>, paging: Paging) -> Result<Vec<JwtTemplateRecord>> {
    Ok(jwt_templates::list(tx, paging.limit, paging.offset)?)
}

/// How many templates there are.
pub fn count(tx: &mut Tx<'_>) -> Result<u64> {
    Ok(jwt_templates::count(tx)?)
}

/// Creates a template.
pub fn create(tx: &mut Tx<'_>, id: JwtTemplateId, change: &TemplateChange) -> Result<JwtTemplateRecord> {
    let now = tx.now();
    let mut template = JwtTemplateRecord { id, created_at: now, ..change::default_template() };
    change.apply(&mut template, now)?;
    if jwt_templates::insert(tx, &template)? { Ok(template) } else { Err(taken("name")) }
}

/// Updates a template. Fields left unset keep their value.
pub fn update(tx: &mut Tx<'_>, id: &JwtTemplateId, change: &TemplateChange) -> Result<JwtTemplateRecord> {
    let mut template = get(tx, id)?;
    change.apply(&mut template, tx.now())?;
    let other = jwt_templates::find_by_name(tx, &template.name)?;
    if other.is_some_and(|other| other.id != template.id) {
        return Err(taken("name"));
    }
    jwt_templates::update(tx, &template)?;
    Ok(template)
}

/// Deletes a template.
pub fn delete(tx: &mut Tx<'_>, id: &JwtTemplateId) -> Result<()> {
    if jwt_templates::delete(tx, id)? { Ok(()) } else { Err(not_found("JWT template", id.as_str())) }
}

/// A template's own key, if it has one. Takes up to 0.3 ms: call it outside a transaction.
pub fn own_key(template: &JwtTemplateRecord, seal: &MasterKey) -> Result<Option<CustomKey>> {
    let Some(sealed) = &template.sealed_signing_key else { return Ok(None) };
    let broken = |cause: &dyn std::fmt::Display| {
        Error::Internal(format!("the key of {} can't be used: {cause}", template.id))
    };
    let opened = seal.open(&change::seal_context(&template.id), sealed).map_err(|error| broken(&error))?;
    let text = std::str::from_utf8(&opened).map_err(|error| broken(&error))?;
    CustomKey::parse(&template.signing_algorithm, text).map(Some).map_err(|error| broken(&error))
}
