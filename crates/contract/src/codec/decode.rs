use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

/// An invalid parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Path of the parameter: `email_address`, or nested, as in `claims.sub` or `items[2]`. Empty for the request as a
    /// whole.
    pub param: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Required, but missing.
    Missing,
    /// Null where null isn't allowed.
    Null,
    /// Not of the expected type, which is named here.
    Type(String),
    /// Not one of the allowed values.
    Value(&'static [&'static str]),
    /// The operation has no parameter of this name.
    Unknown,
    /// The value has the right type but must be something else, described here: `at least 0`.
    Other(String),
}

/// Who decodes, which determines what is tolerated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A client decoding a response: nulls count as missing, and any enum value is accepted.
    Answer,
    /// A test decoding a response: strictly, except that unknown fields are ignored.
    StrictAnswer,
    /// The server decoding a JSON body, strictly.
    Body,
    /// The server decoding a query: all values are text, and a single value is accepted as an array.
    Query,
}

impl Mode {
    fn is_request(self) -> bool {
        matches!(self, Self::Body | Self::Query)
    }
}

/// Deserializes a JSON value and tracks its location for error messages.
pub(super) struct Decoder {
    value: Value,
    mode: Mode,
}

impl Decoder {
    pub(super) fn new(value: Value, mode: Mode) -> Self {
        Self { value, mode }
    }

    /// The value is of another JSON type than `expected`.
    fn mismatch(&self, expected: &str) -> Invalid {
        match &self.value {
            Value::Null => Invalid::of(Problem::Null),
            _ => Invalid::of(Problem::Type(expected.to_owned())),
        }
    }

    fn boolean(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(value) => Some(*value),
            Value::String(text) if self.mode == Mode::Query => text.parse().ok(),
            _ => None,
        }
    }

    /// A whole number, also if written as `60.0`.
    fn integer(&self) -> Option<i64> {
        match &self.value {
            Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
            Value::String(text) if self.mode == Mode::Query => text.parse().ok(),
            _ => None,
        }
    }

    fn float(&self) -> Option<f64> {
        match &self.value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) if self.mode == Mode::Query => text.parse().ok(),
            _ => None,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

/// Deserializes a scalar with the given accessor, so that `"5"` in a query is read as a number.
macro_rules! scalar {
    ($($method:ident => $read:ident, $visit:ident, $expected:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
            match self.$read() {
                Some(value) => visitor.$visit(value),
                None => Err(self.mismatch($expected)),
            }
        }
    )*};
}

/// Reads an integer, and names the bounds of its type when it lies outside.
macro_rules! integer {
    ($($method:ident => $type:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
            let Some(value) = self.integer() else { return Err(self.mismatch("an integer")) };
            if $type::try_from(value).is_ok() {
                return visitor.visit_i64(value);
            }
            let bound = if value < 0 { format!("at least {}", $type::MIN) } else { format!("at most {}", $type::MAX) };
            Err(Invalid::of(Problem::Other(bound)))
        }
    )*};
}

impl<'de> Deserializer<'de> for Decoder {
    type Error = Invalid;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        let mode = self.mode;
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(number) => visit_number(&number, visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => visitor.visit_seq(Items { rest: items.into_iter(), index: 0, mode }),
            Value::Object(fields) => visitor.visit_map(Fields::of(fields, mode, false)),
        }
    }

    scalar! {
        deserialize_bool => boolean, visit_bool, "a boolean";
        deserialize_f32 => float, visit_f64, "a number";
        deserialize_f64 => float, visit_f64, "a number";
    }

    integer! {
        deserialize_i8 => i8;
        deserialize_i16 => i16;
        deserialize_i32 => i32;
        deserialize_i64 => i64;
        deserialize_u8 => u8;
        deserialize_u16 => u16;
        deserialize_u32 => u32;
        deserialize_u64 => u64;
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        match self.value {
            Value::String(text) => visitor.visit_string(text),
            _ => Err(self.mismatch("a string")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    // An empty body and an empty object both mean "no fields".
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        if !self.mode.is_request() {
            return visitor.visit_unit();
        }
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Object(fields) => match fields.into_iter().next() {
                Some((name, _)) => Err(Invalid::of(Problem::Unknown).within(&name)),
                None => visitor.visit_unit(),
            },
            _ => Err(self.mismatch("an object")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Invalid> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        let mode = self.mode;
        let items = match self.value {
            Value::Array(items) => items,
            Value::String(_) if mode == Mode::Query => vec![self.value],
            _ => return Err(self.mismatch("an array")),
        };
        visitor.visit_seq(Items { rest: items.into_iter(), index: 0, mode })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        match self.value {
            Value::Object(fields) => visitor.visit_map(Fields::of(fields, self.mode, false)),
            _ => Err(self.mismatch("an object")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Invalid> {
        match self.value {
            Value::Object(fields) => visitor.visit_map(Fields::of(fields, self.mode, true)),
            Value::Null if self.mode != Mode::Answer => {
                visitor.visit_map(Fields::of(Map::new(), self.mode, true))
            }
            _ => Err(self.mismatch("an object")),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Invalid> {
        match self.value {
            Value::String(text) if self.mode == Mode::Answer || variants.contains(&text.as_str()) => {
                visitor.visit_enum(text.into_deserializer())
            }
            Value::String(text) => Err(Invalid::unknown_variant(&text, variants)),
            _ => Err(self.mismatch("a string")),
        }
    }

    // What serde skips is a field that the type doesn't have.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        if self.mode.is_request() { Err(Invalid::of(Problem::Unknown)) } else { visitor.visit_unit() }
    }

    forward_to_deserialize_any! { char bytes byte_buf i128 u128 unit_struct tuple tuple_struct identifier }
}

fn visit_number<'de, V: Visitor<'de>>(number: &serde_json::Number, visitor: V) -> Result<V::Value, Invalid> {
    if let Some(value) = number.as_i64() {
        visitor.visit_i64(value)
    } else if let Some(value) = number.as_u64() {
        visitor.visit_u64(value)
    } else {
        visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN))
    }
}

struct Items {
    rest: std::vec::IntoIter<Value>,
    index: usize,
    mode: Mode,
}

impl<'de> de::SeqAccess<'de> for Items {
    type Error = Invalid;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Invalid> {
        let Some(value) = self.rest.next() else { return Ok(None) };
        let index = self.index;
        self.index += 1;
        match seed.deserialize(Decoder::new(value, self.mode)) {
            Ok(item) => Ok(Some(item)),
            Err(invalid) => Err(invalid.within(&format!("[{index}]"))),
        }
    }
}

struct Fields {
    rest: serde_json::map::IntoIter,
    current: Option<(String, Value)>,
    mode: Mode,
    /// Treats a null field of a response as missing. Nulls in free-form JSON are kept.
    skip_nulls: bool,
}

impl Fields {
    fn of(fields: Map<String, Value>, mode: Mode, is_struct: bool) -> Self {
        Self { rest: fields.into_iter(), current: None, mode, skip_nulls: is_struct && mode == Mode::Answer }
    }
}

impl<'de> de::MapAccess<'de> for Fields {
    type Error = Invalid;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Invalid> {
        let skip_nulls = self.skip_nulls;
        let Some((name, value)) = self.rest.by_ref().find(|(_, value)| !(skip_nulls && value.is_null()))
        else {
            return Ok(None);
        };
        let key = seed.deserialize(name.as_str().into_deserializer())?;
        self.current = Some((name, value));
        Ok(Some(key))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Invalid> {
        let (name, value) = self.current.take().unwrap_or_default();
        seed.deserialize(Decoder::new(value, self.mode)).map_err(|invalid| invalid.within(&name))
    }
}

impl Invalid {
    fn of(problem: Problem) -> Self {
        Self { param: String::new(), problem }
    }

    fn within(mut self, name: &str) -> Self {
        let separator = if self.param.is_empty() || self.param.starts_with('[') { "" } else { "." };
        self.param = format!("{name}{separator}{}", self.param);
        self
    }
}

impl de::Error for Invalid {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::of(Problem::Other(message.to_string()))
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::of(Problem::Type(expected.to_string()))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::of(Problem::Other(expected.to_string()))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::of(Problem::Value(expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::of(Problem::Missing).within(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::of(Problem::Other("given only once".to_owned())).within(field)
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let param = if self.param.is_empty() { "the whole" } else { &self.param };
        match &self.problem {
            Problem::Missing => write!(f, "{param} is missing"),
            Problem::Null => write!(f, "{param} must not be null"),
            Problem::Type(expected) | Problem::Other(expected) => write!(f, "{param} must be {expected}"),
            Problem::Value(allowed) => write!(f, "{param} must be one of: {}", allowed.join(", ")),
            Problem::Unknown => write!(f, "{param} is unknown"),
        }
    }
}

impl std::error::Error for Invalid {}
