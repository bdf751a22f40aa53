//! A transaction bound to an instance.

use housekey_contract::{InstanceId, Millis};
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{DatabaseTx, Moment, Param, Result, Row, StoreError};

/// A transaction bound to an instance: `$1` of every statement is the instance's id. Provides the time and a random
/// number generator.
///
/// Tenant data is read and written only through this, so that no query can omit the instance.
pub struct Tx<'t> {
    database: DatabaseTx<'t>,
    instance: &'t InstanceId,
    now: Millis,
    rng: StdRng,
    requester: Option<&'t Requester>,
    has_queued: bool,
}

/// The client that requested a change, as far as known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Requester {
    /// The IP address of the request.
    pub client_ip: String,
    /// The user agent of the request.
    pub user_agent: String,
}

impl<'t> Tx<'t> {
    /// Binds a transaction to an instance.
    pub fn new(tx: &'t mut DatabaseTx<'_>, instance: &'t InstanceId, moment: Moment) -> Self {
        let Moment { now, seed } = moment;
        let rng = StdRng::from_seed(seed);
        Self { database: tx.reborrow(), instance, now, rng, requester: None, has_queued: false }
    }

    /// The current time, constant within the transaction.
    pub fn now(&self) -> Millis {
        self.now
    }

    /// The random number generator for ids and secrets.
    pub fn rng(&mut self) -> &mut StdRng {
        &mut self.rng
    }

    /// Sets the requester, which is recorded in events.
    #[must_use]
    pub fn asked_by(self, requester: &'t Requester) -> Self {
        Self { requester: Some(requester), ..self }
    }

    /// Whether the transaction has queued work for the delivery workers.
    pub fn has_queued(&self) -> bool {
        self.has_queued
    }

    pub(crate) fn note_queued(&mut self) {
        self.has_queued = true;
    }

    /// The requester; `None` if there is no request.
    pub fn requester(&self) -> Option<&'t Requester> {
        self.requester
    }

    /// The instance.
    pub fn instance(&self) -> &'t InstanceId {
        self.instance
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.database.is_sqlite()
    }

    /// Runs a statement, with the instance's id as `$1` and `params` from `$2`; see [`DatabaseTx::execute`].
    pub fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        self.database.execute(sql, &with_instance(self.instance, params))
    }

    /// The first row of a query, with the instance's id as `$1`; see [`DatabaseTx::one`].
    pub fn one<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        self.database.one(sql, &with_instance(self.instance, params), map)
    }

    /// All rows of a query, with the instance's id as `$1`; see [`DatabaseTx::all`].
    pub fn all<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.database.all(sql, &with_instance(self.instance, params), map)
    }
}

fn with_instance<'p>(instance: &'p InstanceId, params: &[Param<'p>]) -> Vec<Param<'p>> {
    let mut all = Vec::with_capacity(params.len() + 1);
    all.push(Param::Text(instance.as_str()));
    all.extend_from_slice(params);
    all
}

/// Deserializes the document in column 0.
pub(crate) fn document<T: DeserializeOwned>(row: &Row<'_>) -> Result<T> {
    serde_json::from_str(row.text(0)?).map_err(|error| StoreError::Decode(error.to_string()))
}

/// Serializes a record as a document.
pub(crate) fn to_document<T: Serialize>(record: &T) -> Result<String> {
    serde_json::to_string(record).map_err(|error| StoreError::Decode(error.to_string()))
}
