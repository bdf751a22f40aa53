use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::strict::Unique;

/// The header of a token. Repeated names are rejected at every level.
///
/// Written by hand because a derived implementation with a flattened rest takes twice as long, which is noticeable next to a
/// signature check of 20 µs.
#[derive(Default)]
pub(super) struct Header<'a> {
    pub(super) alg: Option<Cow<'a, str>>,
    pub(super) kid: Option<Cow<'a, str>>,
    pub(super) typ: Option<Cow<'a, str>>,
    pub(super) cat: Option<Cow<'a, str>>,
    /// Whether `crit` is present: extensions that a verifier must understand.
    pub(super) has_extensions: bool,
}

/// A string that is borrowed unless it has escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Header<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Header<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a header")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Header<'de>, A::Error> {
        let mut header = Header::default();
        // Almost no header has other fields than these, so that no list of names is made for it.
        let (mut known, mut others) = (0_u8, Vec::new());
        while let Some(Text(name)) = fields.next_key()? {
            let bit = match &*name {
                "alg" => 1,
                "kid" => 2,
                "typ" => 4,
                "cat" => 8,
                _ => 0,
            };
            if known & bit != 0 || others.contains(&name) {
                return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
            }
            known |= bit;
            match bit {
                1 => header.alg = fields.next_value::<Option<Text<'_>>>()?.map(|text| text.0),
                2 => header.kid = Some(fields.next_value::<Text<'_>>()?.0),
                4 => header.typ = Some(fields.next_value::<Text<'_>>()?.0),
                8 => header.cat = Some(fields.next_value::<Text<'_>>()?.0),
                _ => {
                    header.has_extensions |= name == "crit";
                    fields.next_value_seed(Unique)?;
                    others.push(name);
                }
            }
        }
        Ok(header)
    }
}
