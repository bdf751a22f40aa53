use std::fmt;

use housekey_contract::object::EventType;
use housekey_contract::webhook::{EventAttributes, EventData};
use housekey_contract::{InstanceId, Millis, codec};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::WebhookError;

/// A webhook event. `Debug` omits the data, which may contain codes and sign-in links.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// The message's id, the same for each delivery attempt.
    pub id: String,
    /// The type of event.
    pub event_type: EventType,
    /// The object, typed by the event's type.
    pub data: EventData,
    /// The object as received, including fields unknown to this version.
    pub raw_data: Value,
    /// When it happened.
    pub timestamp: Option<Millis>,
    /// The instance in which it happened.
    pub instance_id: Option<InstanceId>,
    /// The client that caused it.
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

    /// Deserializes the data as your own type.
    ///
    /// # Errors
    /// If the data doesn't fit the type.
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
