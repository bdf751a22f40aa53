use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One page of a listing that always says how many items there are in all: `{"data": […], "total_count": n}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Page<T> {
    /// The items of this page, in the requested order.
    pub data: Vec<T>,
    /// How many items match in all, over all pages.
    pub total_count: u64,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { data: Vec::new(), total_count: 0 }
    }
}

/// One page of a listing that is a bare array unless the caller asks for `paginated=true`.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing<T> {
    /// The items of this page, in the requested order.
    pub data: Vec<T>,
    /// How many items match in all; known only when `paginated` was asked for.
    pub total_count: Option<u64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum EitherForm<T> {
    Bare(Vec<T>),
    Counted(Counted<T>),
}

#[derive(Deserialize)]
struct Counted<T> {
    data: Vec<T>,
    total_count: Option<u64>,
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
        Ok(match EitherForm::deserialize(deserializer)? {
            EitherForm::Bare(data) => Self { data, total_count: None },
            EitherForm::Counted(Counted { data, total_count }) => Self { data, total_count },
        })
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
