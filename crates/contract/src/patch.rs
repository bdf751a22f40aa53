use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field of a PATCH request: kept, set to null, or set to a value.
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
    /// Omitted; the server keeps the current value.
    #[default]
    Keep,
    /// Sent as null; the server clears the value.
    Null,
    /// Sent with this value.
    Set(T),
}

/// Sets a field of a PATCH request to `value`: shorthand for [`Patch::Set`] with a conversion.
pub fn set<T>(value: impl Into<T>) -> Patch<T> {
    Patch::Set(value.into())
}

impl<T> Patch<T> {
    /// The new value if the field changes; `Some(None)` clears it.
    pub fn change(self) -> Option<Option<T>> {
        match self {
            Self::Keep => None,
            Self::Null => Some(None),
            Self::Set(value) => Some(Some(value)),
        }
    }

    /// Maps the value, which may fail.
    pub fn try_map<U, E>(self, map: impl FnOnce(T) -> Result<U, E>) -> Result<Patch<U>, E> {
        Ok(match self {
            Self::Keep => Patch::Keep,
            Self::Null => Patch::Null,
            Self::Set(value) => Patch::Set(map(value)?),
        })
    }

    /// The value, if set.
    pub fn value(self) -> Option<T> {
        self.change().flatten()
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

// The codec omits what serializes as `None`, and sends what serializes as unit as null.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep => serializer.serialize_none(),
            Self::Null => serializer.serialize_unit(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

// Absent fields never get here, because request structs have defaults: absent is `Keep`.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Set))
    }
}
