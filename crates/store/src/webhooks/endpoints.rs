use housekey_contract::object::EventType;
use housekey_contract::{Millis, WebhookEndpointId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// An endpoint as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EndpointRecord {
    /// The endpoint's id.
    pub id: WebhookEndpointId,
    /// Its URL.
    pub url: String,
    /// The owner's description.
    pub description: String,
    /// The event types it receives; all if empty.
    pub event_types: Vec<EventType>,
    /// The signing secrets, sealed; newest first.
    pub secrets: Vec<SealedSecret>,
    /// Whether it is disabled.
    pub disabled: bool,
    /// Since when deliveries have been failing, if they are.
    pub failing_since: Option<Millis>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// A signing secret.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SealedSecret {
    /// The secret, sealed.
    pub sealed: String,
    /// When it stops being used, if it was replaced by a newer one.
    pub expires_at: Option<Millis>,
}

const ANY: &str = "SELECT 1 FROM webhook_endpoints WHERE instance_id = $1 LIMIT 1";
const INSERT: &str =
    "INSERT INTO webhook_endpoints (instance_id, id, created_at, document) VALUES ($1, $2, $3, $4)";
const UPDATE: &str = "UPDATE webhook_endpoints SET document = $3 WHERE instance_id = $1 AND id = $2";
const DELETE: &str = "DELETE FROM webhook_endpoints WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM webhook_endpoints WHERE instance_id = $1 AND id = $2";
const ALL: &str = "SELECT document FROM webhook_endpoints WHERE instance_id = $1 ORDER BY created_at, id";

/// Whether any endpoint is enabled. Called on every change, so it is a single index lookup.
pub fn is_listening(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.one(ANY, &[], |_| Ok(()))?.is_some())
}

/// Adds an endpoint.
pub fn insert(tx: &mut Tx<'_>, endpoint: &EndpointRecord) -> Result<()> {
    let document = to_document(endpoint)?;
    let params = [endpoint.id.as_str().into(), endpoint.created_at.0.into(), document.as_str().into()];
    tx.execute(INSERT, &params).map(drop)
}

/// Saves an endpoint that is there already.
pub fn update(tx: &mut Tx<'_>, endpoint: &EndpointRecord) -> Result<()> {
    let document = to_document(endpoint)?;
    tx.execute(UPDATE, &[endpoint.id.as_str().into(), document.as_str().into()]).map(drop)
}

/// Deletes an endpoint; false if there is none.
pub fn delete(tx: &mut Tx<'_>, id: &WebhookEndpointId) -> Result<bool> {
    Ok(tx.execute(DELETE, &[id.as_str().into()])? > 0)
}

/// The endpoint with this id.
pub fn find(tx: &mut Tx<'_>, id: &WebhookEndpointId) -> Result<Option<EndpointRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// All endpoints, oldest first. The domain rules limit their number.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<EndpointRecord>> {
    tx.all(ALL, &[], document)
}
