use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One page of a listing that always includes the total: `{"data": […], "total_count": n}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Page<T> {
    /// The items of this page, in the requested order.
    pub data: Vec<T>,
    /// Total number of matching items across all pages.
    pub total_count: u64,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { data: Vec::new(), total_count: 0 }
    }
}

/// One page of a listing that is a bare array unless `paginated=true` is requested.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing<T> {
    /// The items of this page, in the requested order.
    pub data: Vec<T>,
    /// Total number of matching items; known only if `paginated` was requested.
    pub total_count: Option<u64>,
}

impl<T: Serialize> Serialize for Listing<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.total_count {
            None => self.data.serialize(serializer),
            Some(total_count) => Page { data: self.data.iter().collect(), total_count }.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Listing<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EitherForm(PhantomData))
    }
}

/// Deserializes both forms directly. (An untagged enum would buffer them first, and lose both the tolerance of
/// [`codec::answer`](crate::codec::answer) and the locations in its errors.)
struct EitherForm<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for EitherForm<T> {
    type Value = Listing<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array, or an object with `data` and `total_count`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Listing<T>, A::Error> {
        let data = Vec::deserialize(SeqAccessDeserializer::new(items))?;
        Ok(Listing { data, total_count: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Listing<T>, A::Error> {
        let mut listing = Listing { data: Vec::new(), total_count: None };
        while let Some(name) = fields.next_key::<Cow<'de, str>>()? {
            match name.as_ref() {
                "data" => listing.data = fields.next_value::<Option<_>>()?.unwrap_or_default(),
                "total_count" => listing.total_count = fields.next_value()?,
                _ => drop(fields.next_value::<IgnoredAny>()?),
            }
        }
        Ok(listing)
    }
}

/// A filter with several values, of which any may match. A single value is sent as is, as clients that support only one
/// do.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct AnyOf<T>(pub Vec<T>);

impl<T> From<T> for AnyOf<T> {
    fn from(value: T) -> Self {
        Self(vec![value])
    }
}

impl<T: Serialize> Serialize for AnyOf<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [value] => value.serialize(serializer),
            values => values.serialize(serializer),
        }
    }
}

impl<T> IntoIterator for Listing<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}
