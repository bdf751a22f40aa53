use std::fmt;

use housekey_contract::object::EventType;
use housekey_contract::webhook::{EventAttributes, EventData};
use housekey_contract::{InstanceId, Millis, codec};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::WebhookError;

/// What happened. Its `{:?}` leaves the data out, which may hold codes and links to sign in with.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// The message's id, the same in each attempt to deliver it.
    pub id: String,
    /// What it tells of.
    pub event_type: EventType,
    /// The object that it is about, by the type.
    pub data: EventData,
    /// The same as it came, with fields that this version does not know.
    pub raw_data: Value,
    /// When it happened.
    pub timestamp: Option<Millis>,
    /// Where it happened.
    pub instance_id: Option<InstanceId>,
    /// Who asked for it, and from where.
    pub event_attributes: EventAttributes,
}

/// The body of a webhook.
#[derive(Deserialize)]
struct Body {
    #[serde(rename = "type")]
    event_type: EventType,
    data: Value,
    #[serde(default)]
    timestamp: Option<Millis>,
    #[serde(default)]
    instance_id: Option<InstanceId>,
    #[serde(default)]
    event_attributes: EventAttributes,
}

impl Event {
    pub(super) fn read(id: &str, body: &[u8]) -> Result<Self, WebhookError> {
        let body: Body = codec::answer(body).map_err(WebhookError::Body)?;
        Ok(Self {
            id: id.to_owned(),
            data: EventData::read(&body.event_type, &body.data),
            event_type: body.event_type,
            raw_data: body.data,
            timestamp: body.timestamp,
            instance_id: body.instance_id,
            event_attributes: body.event_attributes,
        })
    }

    /// The data as a type of your own.
    ///
    /// # Errors
    /// If it is not in that shape.
    pub fn data_as<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        T::deserialize(&self.raw_data)
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("id", &self.id)
            .field("event_type", &self.event_type)
            .field("timestamp", &self.timestamp)
            .field("instance_id", &self.instance_id)
            .finish_non_exhaustive()
    }
}
