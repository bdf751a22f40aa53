use housekey_contract::{InstanceId, Millis, WebhookDeliveryId, WebhookEndpointId, WebhookMessageId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{DatabaseTx, Param, Result, Row, StoreError, Tx};

/// The delivery of a message to an endpoint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeliveryRecord {
    /// The delivery's id.
    pub id: WebhookDeliveryId,
    /// The endpoint.
    pub endpoint_id: WebhookEndpointId,
    /// The message.
    pub message_id: WebhookMessageId,
    /// The id of the message's subject.
    pub subject: String,
    /// The attempts, latest last.
    pub attempts: Vec<Attempt>,
    /// Whether it was delivered.
    pub delivered: bool,
    /// When it was made.
    pub created_at: Millis,
}

/// A delivery attempt.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attempt {
    /// When it was made.
    pub at: Millis,
    /// Duration in milliseconds.
    pub took: i64,
    /// The response status, if any.
    pub status: Option<u16>,
    /// The beginning of the response body, or why there was no response.
    pub answer: String,
}

/// A delivery leased by a worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    /// The instance it belongs to.
    pub instance_id: InstanceId,
    /// The delivery.
    pub delivery: DeliveryRecord,
    /// When the lease expires.
    pub lease: Millis,
}

const COLUMNS: &str = "INSERT INTO webhook_deliveries \
                       (instance_id, id, endpoint_id, message_id, subject, position, waiting, due_at, created_at, document)";
/// Queued behind other deliveries about the same subject, in which case it isn't due yet.
const IN_LINE: &str = "SELECT $1, $2, $3, $4, $5, line.last + 1, TRUE, \
                       CASE WHEN line.last > 0 THEN 9223372036854775807 ELSE $6 END, CAST($7 AS BIGINT), $8 \
                       FROM (SELECT COALESCE(MAX(position), 0) AS last FROM webhook_deliveries \
                       WHERE instance_id = $1 AND endpoint_id = $3 AND subject = $5 AND waiting) AS line";
const ANY_DUE: &str = "SELECT 1 FROM webhook_deliveries WHERE waiting AND due_at <= $1 LIMIT 1";
const CLAIM: &str = "UPDATE webhook_deliveries SET due_at = $2 WHERE (instance_id, id) IN \
                     (SELECT instance_id, id FROM webhook_deliveries WHERE waiting AND due_at <= $1";
const SETTLE: &str = "UPDATE webhook_deliveries SET waiting = $3, due_at = $4, document = $5 \
                      WHERE instance_id = $1 AND id = $2 AND waiting AND due_at = $6";
const NEXT: &str = "UPDATE webhook_deliveries SET due_at = $4 WHERE instance_id = $1 AND id = \
                    (SELECT id FROM webhook_deliveries WHERE instance_id = $1 AND endpoint_id = $2 AND subject = $3 \
                    AND waiting ORDER BY position LIMIT 1)";
const GIVE_UP: &str =
    "UPDATE webhook_deliveries SET waiting = FALSE WHERE instance_id = $1 AND endpoint_id = $2 AND waiting";
const DELETE: &str = "DELETE FROM webhook_deliveries WHERE instance_id = $1 AND endpoint_id = $2";
const PRUNE: &str = "DELETE FROM webhook_deliveries WHERE instance_id = $1 AND endpoint_id = $2 AND created_at < $3 AND NOT waiting";
const FIND: &str =
    "SELECT document FROM webhook_deliveries WHERE instance_id = $1 AND endpoint_id = $2 AND id = $3";
const LIST: &str = "SELECT document FROM webhook_deliveries WHERE instance_id = $1 AND endpoint_id = $2 \
                    ORDER BY created_at DESC, id DESC LIMIT $3 OFFSET $4";

/// Adds a delivery due at `now`, or after the pending deliveries about the same subject, if any.
pub fn insert_in_line(tx: &mut Tx<'_>, delivery: &DeliveryRecord) -> Result<()> {
    let document = to_document(delivery)?;
    let params = [
        delivery.id.as_str().into(),
        delivery.endpoint_id.as_str().into(),
        delivery.message_id.as_str().into(),
        delivery.subject.as_str().into(),
        tx.now().0.into(),
        delivery.created_at.0.into(),
        document.as_str().into(),
    ];
    tx.note_queued();
    tx.execute(&format!("{COLUMNS} {IN_LINE}"), &params).map(drop)
}

/// Whether any delivery of any instance is due.
pub fn any_due(tx: &mut DatabaseTx<'_>, now: Millis) -> Result<bool> {
    Ok(tx.one(ANY_DUE, &[now.0.into()], |_| Ok(()))?.is_some())
}

/// Claims due deliveries of all instances, except to the given busy endpoints, leased until `lease`.
pub fn claim(
    tx: &mut DatabaseTx<'_>,
    now: Millis,
    lease: Millis,
    busy: &[String],
    limit: u32,
) -> Result<Vec<Claimed>> {
    let mut sql = CLAIM.to_owned();
    let mut params: Vec<Param<'_>> = vec![now.0.into(), lease.0.into()];
    let mut bind = |param| {
        params.push(param);
        format!("${}", params.len())
    };
    if !busy.is_empty() {
        let padding = std::iter::repeat_n(&busy[0], busy.len().next_power_of_two() - busy.len());
        let busy: Vec<_> = busy.iter().chain(padding).map(|id| bind(id.into())).collect();
        sql.push_str(&[" AND endpoint_id NOT IN (", &busy.join(", "), ")"].concat());
    }
    let limit = bind(limit.into());
    sql.push_str(&[" ORDER BY due_at, id LIMIT ", &limit, ") RETURNING instance_id, document"].concat());
    let mut claimed = tx.all(&sql, &params, |row| {
        let delivery = of_column(row, 1)?;
        Ok(Claimed { instance_id: row.get::<String>(0)?.into(), delivery, lease })
    })?;
    claimed.sort_by_key(|claimed| claimed.delivery.created_at);
    Ok(claimed)
}

fn of_column(row: &Row<'_>, index: usize) -> Result<DeliveryRecord> {
    serde_json::from_str(row.text(index)?).map_err(|error| StoreError::Decode(error.to_string()))
}

/// Saves the result of an attempt: due again at `due_at`, or finished. Returns false, without saving, if the lease
/// expired and another worker has claimed it since.
pub fn settle(
    tx: &mut Tx<'_>,
    delivery: &DeliveryRecord,
    lease: Millis,
    due_at: Option<Millis>,
) -> Result<bool> {
    let document = to_document(delivery)?;
    let params = [
        delivery.id.as_str().into(),
        due_at.is_some().into(),
        due_at.unwrap_or(lease).0.into(),
        document.as_str().into(),
        lease.0.into(),
    ];
    Ok(tx.execute(SETTLE, &params)? > 0)
}

/// Makes the next delivery about the same subject due, if there is one.
pub fn next_in_line(tx: &mut Tx<'_>, delivery: &DeliveryRecord) -> Result<()> {
    let params = [delivery.endpoint_id.as_str().into(), delivery.subject.as_str().into(), tx.now().0.into()];
    tx.execute(NEXT, &params).map(drop)
}

/// Gives up all pending deliveries to an endpoint.
pub fn give_up(tx: &mut Tx<'_>, endpoint: &WebhookEndpointId) -> Result<u64> {
    tx.execute(GIVE_UP, &[endpoint.as_str().into()])
}

/// Deletes all deliveries to an endpoint.
pub fn delete_of_endpoint(tx: &mut Tx<'_>, endpoint: &WebhookEndpointId) -> Result<()> {
    tx.execute(DELETE, &[endpoint.as_str().into()]).map(drop)
}

/// Deletes finished deliveries to an endpoint created before `before`; returns their number.
pub fn prune(tx: &mut Tx<'_>, endpoint: &WebhookEndpointId, before: Millis) -> Result<u64> {
    tx.execute(PRUNE, &[endpoint.as_str().into(), before.0.into()])
}

/// The delivery to an endpoint with this id.
pub fn find_delivery(
    tx: &mut Tx<'_>,
    endpoint: &WebhookEndpointId,
    id: &WebhookDeliveryId,
) -> Result<Option<DeliveryRecord>> {
    tx.one(FIND, &[endpoint.as_str().into(), id.as_str().into()], document)
}

/// A page of the deliveries to an endpoint, newest first.
pub fn list(
    tx: &mut Tx<'_>,
    endpoint: &WebhookEndpointId,
    limit: u32,
    offset: u32,
) -> Result<Vec<DeliveryRecord>> {
    tx.all(LIST, &[endpoint.as_str().into(), limit.into(), offset.into()], document)
}
