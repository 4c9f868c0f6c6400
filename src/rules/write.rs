//! Rules back to TOML and JSON, in their short forms, and the schema of those.

use super::files::{Condition, Example, LongCondition, LongExample, Near, StatusName, StatusNames};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use std::borrow::Cow;

impl Serialize for StatusNames {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => one.serialize(serializer),
            several => several.serialize(serializer),
        }
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.near == Near::default() {
            return self.phrases.serialize(serializer);
        }
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("near", &self.near)?;
        map.serialize_entry("phrases", &self.phrases)?;
        map.end()
    }
}

impl Serialize for Example {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.also.is_empty() && self.because.is_none() {
            return self.text.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("text", &self.text)?;
        if !self.also.is_empty() {
            map.serialize_entry("also", &self.also)?;
        }
        if let Some(because) = &self.because {
            map.serialize_entry("because", because)?;
        }
        map.end()
    }
}

/// A short form, or a long one.
macro_rules! either {
    ($type:ty, $name:literal, $short:ty, $long:ty) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let (short, long) = (generator.subschema_for::<$short>(), generator.subschema_for::<$long>());
                json_schema!({ "anyOf": [short, long] })
            }
        }
    };
}

either!(StatusNames, "Statuses", StatusName, Vec<StatusName>);
either!(Condition, "Condition", Vec<String>, LongCondition);
either!(Example, "Example", String, LongExample);
