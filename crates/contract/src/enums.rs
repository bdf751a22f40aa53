#![cfg(any(
    feature = "instance",
    feature = "invitations",
    feature = "organizations",
    feature = "saml",
    feature = "sessions",
    feature = "users",
    feature = "webhook-events"
))]

/// Declares an open wire enum: known values are variants, any other text is kept as `Other`.
///
/// It deserializes through `deserialize_enum`, so that a strict reader (the server's) can reject unknown values.
macro_rules! open_enum {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* #[doc = concat!("`", $text, "`")] $variant,)*
            /// A value that this version doesn't know.
            Other(String),
        }

        impl $name {
            /// The known values, as sent on the wire.
            pub const VALUES: &'static [&'static str] = &[$($text),*];

            /// The value as sent on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Other(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl Default for $name {
            /// No value, which stands for a missing field.
            fn default() -> Self {
                Self::Other(String::new())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = deserializer.deserialize_enum(stringify!($name), Self::VALUES, $crate::enums::Text)?;
                Ok(Self::from(text.as_str()))
            }
        }
    )*};
}
pub(crate) use open_enum;

/// Deserializes the name of a unit variant, whatever it is.
pub(crate) struct Text;

impl<'de> serde::de::Visitor<'de> for Text {
    type Value = String;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a string")
    }

    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, data: A) -> Result<String, A::Error> {
        let (text, variant) = data.variant::<String>()?;
        serde::de::VariantAccess::unit_variant(variant)?;
        Ok(text)
    }
}
