//! JWT templates: claims with shortcodes such as `{{user.id}}`, filled in when a token is created.
//!
//! The rules follow <https://clerk.com/docs/guides/sessions/jwt-templates>:
//!
//! * a string that consists of one shortcode takes on the type of its value;
//! * within a longer string, a value is inserted as text, and a missing one as `null`;
//! * `{{a || b || 'c'}}` is the first operand that is neither `null` nor `false`, otherwise the last;
//! * missing properties of the user, organization, membership or session are `null`;
//! * an unknown or malformed shortcode is left as is.

mod expression;

use crate::error::Code;
use std::borrow::Cow;

use housekey_contract::Metadata;
use serde_json::Value;

use self::expression::{Operand, Piece, pieces};
use crate::jwt::RESERVED_CLAIMS;

/// Maximum size of a template's claims in bytes, as JSON.
pub const MAX_BYTES: usize = 16 * 1024;
/// Maximum nesting depth of a template's claims.
pub const MAX_DEPTH: usize = 16;
/// Maximum number of shortcodes in a template. Each may expand to a whole metadata object.
pub const MAX_SHORTCODES: usize = 128;

/// Why a template's claims were rejected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidClaims {
    #[error("You can't use the reserved claim: '{0}'")]
    Reserved(&'static str),
    #[error("The claims must not exceed {MAX_BYTES} bytes.")]
    TooLarge,
    #[error("The claims must not be nested more than {MAX_DEPTH} levels deep.")]
    TooDeep,
    #[error("The claims must not contain more than {MAX_SHORTCODES} shortcodes.")]
    TooManyShortcodes,
}

impl InvalidClaims {
    /// Clerk's error code.
    pub fn code(&self) -> Code {
        match self {
            Self::Reserved(_) => Code::JwtTemplateReservedClaim,
            Self::TooLarge => Code::FormParamExceedsAllowedSize,
            Self::TooDeep | Self::TooManyShortcodes => Code::FormParamValueInvalid,
        }
    }
}

/// Validates a template's claims.
pub fn validate_claims(claims: &Metadata) -> Result<(), InvalidClaims> {
    if let Some(name) = RESERVED_CLAIMS.iter().find(|name| claims.contains_key(**name)) {
        return Err(InvalidClaims::Reserved(name));
    }
    // Checked first, because the other checks recurse as deep as the claims.
    let values = || claims.values();
    if values().any(|value| !is_shallow(value, MAX_DEPTH - 1)) {
        return Err(InvalidClaims::TooDeep);
    }
    if serde_json::to_string(claims).map_or(usize::MAX, |json| json.len()) > MAX_BYTES {
        return Err(InvalidClaims::TooLarge);
    }
    if values().map(count_shortcodes).sum::<usize>() > MAX_SHORTCODES {
        return Err(InvalidClaims::TooManyShortcodes);
    }
    Ok(())
}

fn is_shallow(value: &Value, levels: usize) -> bool {
    let Some(levels) = levels.checked_sub(1) else { return false };
    match value {
        Value::Array(items) => items.iter().all(|item| is_shallow(item, levels)),
        Value::Object(members) => members.values().all(|member| is_shallow(member, levels)),
        _ => true,
    }
}

fn count_shortcodes(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count_shortcodes).sum(),
        Value::Object(members) => members.values().map(count_shortcodes).sum(),
        Value::String(text) => {
            pieces(text).iter().filter(|piece| matches!(piece, Piece::Shortcode(_))).count()
        }
        _ => 0,
    }
}

/// Fills in the shortcodes of a template.
///
/// `context` is an object with `user`, `session` and, if an organization is active, `org` and `org_membership`.
/// Everything in it can end up in a token, except fields named `private_metadata`. Inserted values aren't expanded
/// again.
pub fn render(template: &Metadata, context: &Value) -> Metadata {
    template.iter().map(|(name, value)| (name.clone(), render_value(value, context))).collect()
}

fn render_value(value: &Value, context: &Value) -> Value {
    match value {
        Value::String(text) => render_text(text, context),
        Value::Array(items) => items.iter().map(|item| render_value(item, context)).collect(),
        Value::Object(members) => Value::Object(render(members, context)),
        _ => value.clone(),
    }
}

fn render_text(text: &str, context: &Value) -> Value {
    let pieces = pieces(text);
    if let [Piece::Shortcode(operands)] = pieces.as_slice() {
        return evaluate(operands, context).into_owned();
    }
    let mut rendered = String::with_capacity(text.len());
    for piece in &pieces {
        match piece {
            Piece::Text(text) => rendered.push_str(text),
            Piece::Shortcode(operands) => match evaluate(operands, context).as_ref() {
                Value::String(text) => rendered.push_str(text),
                other => rendered.push_str(&other.to_string()),
            },
        }
    }
    Value::String(rendered)
}

fn evaluate<'a>(operands: &'a [Operand<'a>], context: &'a Value) -> Cow<'a, Value> {
    let mut result = Cow::Owned(Value::Null);
    for operand in operands {
        result = match operand {
            Operand::Literal(value) => Cow::Borrowed(value),
            Operand::Path(path) => look_up(path, context).map_or(Cow::Owned(Value::Null), Cow::Borrowed),
        };
        if !matches!(*result, Value::Null | Value::Bool(false)) {
            break;
        }
    }
    result
}

fn look_up<'a>(path: &str, context: &'a Value) -> Option<&'a Value> {
    let mut names = path.split('.');
    let thing = context.get(names.next()?)?;
    let property = names.next().filter(|name| *name != "private_metadata")?;
    names.try_fold(thing.get(property)?, |value, name| value.get(name))
}

#[cfg(test)]
mod tests;
