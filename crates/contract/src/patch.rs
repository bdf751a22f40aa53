use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field of a PATCH: left alone, set to null, or set to a value.
///
/// ```
/// use housekey_contract::{Patch, set};
///
/// let keep: Patch<String> = Patch::Keep; // not sent at all; the default
/// let erase: Patch<String> = Patch::Null; // sent as null
/// let change: Patch<String> = set("Ada"); // sent as "Ada"
/// # assert!(keep != erase && erase != change);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The field is not sent; the server leaves it as it is.
    #[default]
    Keep,
    /// The field is sent as null; the server clears it.
    Null,
    /// The field is sent with this value.
    Set(T),
}

/// A field of a PATCH that is set to `value`: short for [`Patch::Set`] with a conversion.
pub fn set<T>(value: impl Into<T>) -> Patch<T> {
    Patch::Set(value.into())
}

impl<T> Patch<T> {
    /// The new value if the field is to change: `Some(None)` clears it.
    pub fn change(self) -> Option<Option<T>> {
        match self {
            Self::Keep => None,
            Self::Null => Some(None),
            Self::Set(value) => Some(Some(value)),
        }
    }

    /// The same change of a value that is made from this one's.
    pub fn try_map<U, E>(self, map: impl FnOnce(T) -> Result<U, E>) -> Result<Patch<U>, E> {
        Ok(match self {
            Self::Keep => Patch::Keep,
            Self::Null => Patch::Null,
            Self::Set(value) => Patch::Set(map(value)?),
        })
    }

    /// The value, when there is one.
    pub fn value(self) -> Option<T> {
        self.change().flatten()
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

// The codec leaves out what serializes as none and sends what serializes as unit as null.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep => serializer.serialize_none(),
            Self::Null => serializer.serialize_unit(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

// Absent fields never get here: request structs have defaults, so absent is `Keep`.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Set))
    }
}
