use serde::ser::{Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};
use serde_json::{Error, Value};

use crate::Metadata;

/// Why a request can't be encoded: it contains a value that JSON can't represent.
pub type EncodeError = Error;

/// The fields of a request, without those that are omitted.
pub(super) fn fields<T: Serialize>(request: &T) -> Result<Metadata, EncodeError> {
    request.serialize(Fields)
}

/// Forwards the scalar methods of a [`Serializer`] to one function.
macro_rules! scalars {
    ($($method:ident: $type:ty),*) => {$(
        fn $method(self, value: $type) -> Result<Self::Ok, Error> {
            self.scalar(value)
        }
    )*};
}

fn not_fields<T>() -> Result<T, Error> {
    Err(serde::ser::Error::custom("a request is a struct with named fields"))
}

/// Serializes a struct's fields into a map.
struct Fields;

impl Fields {
    #[expect(clippy::unused_self, reason = "called by `scalars!` as on `Field`")]
    fn scalar<T>(self, _: T) -> Result<Metadata, Error> {
        not_fields()
    }
}

impl Serializer for Fields {
    type Ok = Metadata;
    type Error = Error;
    type SerializeSeq = Impossible<Metadata, Error>;
    type SerializeTuple = Impossible<Metadata, Error>;
    type SerializeTupleStruct = Impossible<Metadata, Error>;
    type SerializeTupleVariant = Impossible<Metadata, Error>;
    type SerializeMap = MapFields;
    type SerializeStruct = StructFields;
    type SerializeStructVariant = Impossible<Metadata, Error>;

    scalars! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_str: &str, serialize_bytes: &[u8]
    }

    fn serialize_none(self) -> Result<Metadata, Error> {
        Ok(Metadata::new())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Metadata, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Metadata, Error> {
        Ok(Metadata::new())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Metadata, Error> {
        Ok(Metadata::new())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<Metadata, Error> {
        not_fields()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Metadata, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Metadata, Error> {
        not_fields()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        not_fields()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        not_fields()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        not_fields()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        not_fields()
    }

    // A struct with a flattened field is serialized as a map.
    fn serialize_map(self, _: Option<usize>) -> Result<MapFields, Error> {
        Ok(MapFields { fields: Metadata::new(), key: None })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<StructFields, Error> {
        Ok(StructFields(Metadata::new()))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        not_fields()
    }
}

struct StructFields(Metadata);

impl SerializeStruct for StructFields {
    type Ok = Metadata;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        if let Some(value) = value.serialize(Field)? {
            self.0.insert(key.to_owned(), value);
        }
        Ok(())
    }

    fn end(self) -> Result<Metadata, Error> {
        Ok(self.0)
    }
}

struct MapFields {
    fields: Metadata,
    key: Option<String>,
}

impl SerializeMap for MapFields {
    type Ok = Metadata;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let Value::String(key) = serde_json::to_value(key)? else { return not_fields() };
        self.key = Some(key);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        if let (Some(key), Some(value)) = (self.key.take(), value.serialize(Field)?) {
            self.fields.insert(key, value);
        }
        Ok(())
    }

    fn end(self) -> Result<Metadata, Error> {
        Ok(self.fields)
    }
}

/// Serializes a single field: `None` omits it, anything else becomes JSON.
struct Field;

impl Field {
    #[expect(clippy::unused_self, reason = "called by `scalars!` as on `Fields`")]
    fn scalar<T: Serialize>(self, value: T) -> Result<Option<Value>, Error> {
        serde_json::to_value(value).map(Some)
    }
}

type Json = serde_json::value::Serializer;
const JSON: Json = serde_json::value::Serializer;

/// Wraps a compound serializer whose result is sent as a field.
struct Sent<T>(T);

impl Serializer for Field {
    type Ok = Option<Value>;
    type Error = Error;
    type SerializeSeq = Sent<<Json as Serializer>::SerializeSeq>;
    type SerializeTuple = Sent<<Json as Serializer>::SerializeTuple>;
    type SerializeTupleStruct = Impossible<Option<Value>, Error>;
    type SerializeTupleVariant = Impossible<Option<Value>, Error>;
    type SerializeMap = Sent<<Json as Serializer>::SerializeMap>;
    type SerializeStruct = StructField;
    type SerializeStructVariant = Impossible<Option<Value>, Error>;

    scalars! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_str: &str, serialize_bytes: &[u8]
    }

    fn serialize_none(self) -> Result<Option<Value>, Error> {
        Ok(None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Option<Value>, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Option<Value>, Error> {
        Ok(Some(Value::Null))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Option<Value>, Error> {
        Ok(Some(Value::Null))
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<Option<Value>, Error> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Option<Value>, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Option<Value>, Error> {
        JSON.serialize_newtype_variant(name, index, variant, value).map(Some)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        JSON.serialize_seq(length).map(Sent)
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, Error> {
        JSON.serialize_tuple(length).map(Sent)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        not_fields()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        not_fields()
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, Error> {
        JSON.serialize_map(length).map(Sent)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<StructField, Error> {
        Ok(StructField(StructFields(Metadata::new())))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        not_fields()
    }
}

impl<T: serde::ser::SerializeSeq<Ok = Value, Error = Error>> serde::ser::SerializeSeq for Sent<T> {
    type Ok = Option<Value>;
    type Error = Error;

    fn serialize_element<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), Error> {
        self.0.serialize_element(value)
    }

    fn end(self) -> Result<Option<Value>, Error> {
        self.0.end().map(Some)
    }
}

impl<T: serde::ser::SerializeTuple<Ok = Value, Error = Error>> serde::ser::SerializeTuple for Sent<T> {
    type Ok = Option<Value>;
    type Error = Error;

    fn serialize_element<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), Error> {
        self.0.serialize_element(value)
    }

    fn end(self) -> Result<Option<Value>, Error> {
        self.0.end().map(Some)
    }
}

impl<T: SerializeMap<Ok = Value, Error = Error>> SerializeMap for Sent<T> {
    type Ok = Option<Value>;
    type Error = Error;

    fn serialize_key<V: Serialize + ?Sized>(&mut self, key: &V) -> Result<(), Error> {
        self.0.serialize_key(key)
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), Error> {
        self.0.serialize_value(value)
    }

    fn end(self) -> Result<Option<Value>, Error> {
        self.0.end().map(Some)
    }
}

/// A nested struct omits its unset fields, like the request itself.
struct StructField(StructFields);

impl SerializeStruct for StructField {
    type Ok = Option<Value>;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.0.serialize_field(key, value)
    }

    fn end(self) -> Result<Option<Value>, Error> {
        Ok(Some(Value::Object(self.0.end()?)))
    }
}
