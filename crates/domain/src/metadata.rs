//! Free-form metadata of the application.

use housekey_contract::Metadata;
use serde_json::Value;

use crate::error::{Result, too_large};

/// Maximum size of one kind of metadata in bytes, as JSON.
const MAX_BYTES: usize = 8 * 1024;

/// Deep-merges `changes` into `metadata`; null deletes a key (RFC 7396).
pub(crate) fn merge(metadata: &mut Metadata, changes: Metadata) {
    for (key, change) in changes {
        match change {
            Value::Null => {
                metadata.remove(&key);
            }
            Value::Object(changes) => {
                let slot = metadata.entry(key).or_insert_with(|| Value::Object(Metadata::new()));
                if !slot.is_object() {
                    *slot = Value::Object(Metadata::new());
                }
                if let Value::Object(inner) = slot {
                    merge(inner, changes);
                }
            }
            other => {
                metadata.insert(key, other);
            }
        }
    }
}

/// Rejects metadata that is too large.
pub(crate) fn check(param: &str, metadata: &Metadata) -> Result<()> {
    let size = serde_json::to_vec(metadata).map_or(usize::MAX, |json| json.len());
    if size > MAX_BYTES { Err(too_large(param, MAX_BYTES)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn merged(metadata: Value, changes: Value) -> Value {
        let (Value::Object(mut metadata), Value::Object(changes)) = (metadata, changes) else {
            unreachable!()
        };
        merge(&mut metadata, changes);
        Value::Object(metadata)
    }

    #[test]
    fn a_null_deletes_at_any_depth_and_the_rest_stays() {
        let before = json!({"plan": {"name": "pro", "seats": 3}, "beta": true});
        let after = merged(before, json!({"plan": {"seats": null, "tier": 2}, "beta": null, "gone": null}));
        assert_eq!(after, json!({"plan": {"name": "pro", "tier": 2}}));
    }

    #[test]
    fn an_object_replaces_what_is_none_and_a_list_replaces_a_list() {
        assert_eq!(
            merged(json!({"a": 1, "b": [1]}), json!({"a": {"c": null}, "b": [2]})),
            json!({"a": {}, "b": [2]})
        );
    }

    #[test]
    fn too_much_metadata_is_refused() {
        let Value::Object(large) = json!({"text": "x".repeat(9000)}) else { unreachable!() };
        assert_eq!(
            check("public_metadata", &large).unwrap_err().code(),
            Some("form_param_exceeds_allowed_size")
        );
    }
}
