//! The one rule of the wire, for both sides.
//!
//! Fields named in the path go to the path; the others go to the query on GET and DELETE, to the JSON body
//! otherwise. A field that is `None` or [`Patch::Keep`](crate::Patch) is left out; [`Patch::Null`](crate::Patch)
//! is sent as null. In a query, an array is a repeated key.
//!
//! The server reads strictly ([`body`], [`query`]): what is wrong with which parameter is told apart. The client
//! reads tolerantly ([`answer`]): an unknown field, a new enum value, a missing or null field is no error.

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

/// What may stand in a path segment as it is (RFC 3986, unreserved).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Why an answer could not be read.
#[derive(Debug)]
pub enum DecodeError {
    /// The body is not JSON.
    Syntax(serde_json::Error),
    /// The body is JSON of another shape.
    Shape(Invalid),
}

/// Puts ids into a path's `{placeholders}`, in order.
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

/// The fields of a request that are to be sent.
pub fn fields<T: Serialize>(request: &T) -> Result<Metadata, EncodeError> {
    encode::fields(request)
}

/// Writes fields as a query: `a=1&b=x&b=y`. Nulls and empty arrays leave no trace; objects become JSON text.
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

/// Reads the fields of a query, strictly. A key that is repeated is an array.
pub fn query<T: DeserializeOwned>(query: &str) -> Result<T, Invalid> {
    let mut fields = Metadata::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = Value::String(value.into_owned());
        match fields.get_mut(name.as_ref()) {
            None => {
                fields.insert(name.into_owned(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    T::deserialize(Decoder::new(Value::Object(fields), Mode::Query))
}

/// Reads the fields of a JSON body, strictly.
pub fn body<T: DeserializeOwned>(body: Value) -> Result<T, Invalid> {
    T::deserialize(Decoder::new(body, Mode::Body))
}

/// Reads an answer, tolerantly.
///
/// # Errors
/// [`DecodeError`] names the place in the answer; it takes a value of another kind (a string where an object
/// must be) to get there.
pub fn answer<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    // Almost every answer is exactly as expected, and this is several times as fast.
    if let Ok(answer) = serde_json::from_slice(bytes) {
        return Ok(answer);
    }
    let value = serde_json::from_slice(bytes).map_err(DecodeError::Syntax)?;
    T::deserialize(Decoder::new(value, Mode::Answer)).map_err(DecodeError::Shape)
}

/// Reads a part of an answer that has been JSON already, tolerantly.
///
/// # Errors
/// [`Invalid`] names the place where a value of another kind stands.
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
