//! JSON as two readers read it alike: an object that names a key twice means one thing to one of them and another to the
//! next.

use std::fmt;

use housekey_domain::error::{self, Code};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Value};

use crate::error::{Refusal, malformed};

/// Parses a body, and refuses one in which a key stands twice. An empty body is no value.
pub(crate) fn parse(body: &[u8]) -> Result<Value, Refusal> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Null);
    }
    let mut repeated = None;
    let mut json = serde_json::Deserializer::from_slice(body);
    let parsed = Strict { repeated: &mut repeated }.deserialize(&mut json);
    let parsed = parsed.and_then(|value| json.end().map(|()| value));
    parsed.map_err(|problem| match repeated {
        Some(key) => {
            let long = format!("{key} is given more than once. Give it once.");
            error::invalid(Code::FormParamDuplicate, &key, "is given more than once", long).into()
        }
        None => malformed(format!("The request body is not valid JSON: {problem}.")),
    })
}

/// Reads a value, and says which key was repeated where one was.
struct Strict<'a> {
    repeated: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = elements.next_element_seed(Strict { repeated: &mut *self.repeated })? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            match object.entry(key) {
                Entry::Occupied(entry) => {
                    *self.repeated = Some(entry.key().clone());
                    return Err(A::Error::custom("a repeated key"));
                }
                Entry::Vacant(entry) => {
                    entry.insert(entries.next_value_seed(Strict { repeated: &mut *self.repeated })?);
                }
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_as_serde_json_reads_it() {
        for text in [
            r#"{"a":[null,true,-1,18446744073709551615,1.5e3,"x\n"],"b":{"a":{}},"":[]}"#,
            " [ ] ",
            "null",
            "  null ",
            "\"text\"",
            "0",
        ] {
            let expected: Value = serde_json::from_str(text).unwrap();
            assert_eq!(parse(text.as_bytes()).unwrap(), expected, "{text}");
        }
        for text in ["{", "{}x", "[1,]", "{\"a\":1,}", "nul", &"[".repeat(100_000)] {
            assert_eq!(parse(text.as_bytes()).unwrap_err().code(), "request_body_invalid", "{text:.20}");
        }
    }

    #[test]
    fn a_repeated_key_is_refused_wherever_it_stands() {
        for text in [r#"{"a":1,"b":2,"a":1}"#, r#"{"b":{"a":1,"a":null}}"#, r#"[{"c":[{"a":1,"\u0061":2}]}]"#]
        {
            let refusal = parse(text.as_bytes()).unwrap_err();
            assert_eq!((refusal.status().as_u16(), refusal.code()), (422, "form_param_duplicate"), "{text}");
        }
    }
}
