//! How operations are encoded on the wire, for both sides.
//!
//! Fields named in the path go into the path. The others go into the query on GET and DELETE, otherwise into the JSON
//! body. A field that is `None` or [`Patch::Keep`](crate::Patch) is omitted; [`Patch::Null`](crate::Patch) is sent as
//! null. In a query, an array is a repeated key.
//!
//! The server reads strictly ([`body`], [`query`]) and reports which parameter is invalid. The client reads tolerantly
//! ([`answer`]): unknown fields, unknown enum values, and missing or null fields are no errors.

mod decode;
mod encode;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use decode::{Invalid, Problem};
pub use encode::EncodeError;

use crate::Metadata;
use decode::{Decoder, Mode};

/// Characters allowed unescaped in a path segment (RFC 3986, unreserved).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Why a response could not be decoded.
#[derive(Debug)]
pub enum DecodeError {
    /// The body is not JSON.
    Syntax(serde_json::Error),
    /// The body is JSON of an unexpected shape.
    Shape(Invalid),
}

/// Substitutes ids for a path's `{placeholders}`, in order.
pub fn path(template: &str, ids: &[&str]) -> String {
    let mut path = String::with_capacity(template.len() + 32);
    let mut ids = ids.iter();
    for segment in template.split('/').skip(1) {
        path.push('/');
        if segment.starts_with('{') {
            path.extend(utf8_percent_encode(ids.next().copied().unwrap_or_default(), SEGMENT));
        } else {
            path.push_str(segment);
        }
    }
    path
}

/// The fields of a request that are sent.
pub fn fields<T: Serialize>(request: &T) -> Result<Metadata, EncodeError> {
    encode::fields(request)
}

/// Encodes fields as a query: `a=1&b=x&b=y`. Nulls and empty arrays are omitted; objects become JSON text.
pub fn to_query(fields: &Metadata) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        let values =
            if let Value::Array(values) = value { values.as_slice() } else { std::slice::from_ref(value) };
        for value in values {
            match value {
                Value::Null => {}
                Value::String(text) => {
                    query.append_pair(name, text);
                }
                other => {
                    query.append_pair(name, &other.to_string());
                }
            }
        }
    }
    query.finish()
}

/// Decodes a query strictly. A repeated key is an array, and so is a key with brackets: `id[]=…` or `id[0]=…`.
pub fn query<T: DeserializeOwned>(query: &str) -> Result<T, Invalid> {
    let mut fields = Metadata::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = Value::String(value.into_owned());
        let (name, is_item) = match array_of(&name) {
            Some(array) => (array, true),
            None => (name.as_ref(), false),
        };
        match fields.get_mut(name) {
            None if is_item => drop(fields.insert(name.to_owned(), Value::Array(vec![value]))),
            None => drop(fields.insert(name.to_owned(), value)),
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    T::deserialize(Decoder::new(Value::Object(fields), Mode::Query))
}

/// The array's name in `name[]` and `name[12]`.
fn array_of(name: &str) -> Option<&str> {
    let (array, index) = name.strip_suffix(']')?.split_once('[')?;
    index.bytes().all(|byte| byte.is_ascii_digit()).then_some(array)
}

/// Decodes a JSON body strictly.
pub fn body<T: DeserializeOwned>(body: Value) -> Result<T, Invalid> {
    T::deserialize(Decoder::new(body, Mode::Body))
}

/// Decodes a response strictly, but ignores unknown fields.
pub fn strict_answer<T: DeserializeOwned>(body: Value) -> Result<T, Invalid> {
    T::deserialize(Decoder::new(body, Mode::StrictAnswer))
}

/// Decodes a response tolerantly.
///
/// # Errors
/// [`DecodeError`] names the location of a value of the wrong kind, such as a string instead of an object.
pub fn answer<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    // Fast path: almost every response has exactly the expected shape, and this is several times as fast.
    // (Text is checked once, and not again in each string.)
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(answer) = serde_json::from_str(text)
    {
        return Ok(answer);
    }
    let value = serde_json::from_slice(bytes).map_err(DecodeError::Syntax)?;
    T::deserialize(Decoder::new(value, Mode::Answer)).map_err(DecodeError::Shape)
}

/// Decodes part of a response from a JSON value, tolerantly.
///
/// # Errors
/// [`Invalid`] names the location of a value of the wrong kind.
pub fn object<T: DeserializeOwned>(value: Value) -> Result<T, Invalid> {
    T::deserialize(Decoder::new(value, Mode::Answer))
}

impl std::fmt::Display for DecodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(error) => write!(f, "the answer is not JSON: {error}"),
            Self::Shape(invalid) => write!(f, "the answer has another shape than expected: {invalid}"),
        }
    }
}

impl std::error::Error for DecodeError {}

#[cfg(test)]
mod tests;
