//! Satellite domains, and the results of proxy checks. The primary domain is part of the instance.

use housekey_contract::{DomainId, Millis, ProxyCheckId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// A satellite as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SatelliteRecord {
    /// The domain's id.
    pub id: DomainId,
    /// The host name, unique within the instance.
    pub name: String,
    /// URL of the proxy for its Frontend API.
    pub proxy_url: Option<String>,
    /// When it was added.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// The result of the latest proxy check of a domain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProxyCheckRecord {
    /// The check's id.
    pub id: ProxyCheckId,
    /// The domain that the proxy serves.
    pub domain_id: DomainId,
    /// URL of the proxy.
    pub proxy_url: String,
    /// Whether it forwards to the Frontend API.
    pub successful: bool,
    /// When the check last ran.
    pub last_run_at: Millis,
    /// When the check first ran.
    pub created_at: Millis,
}

const INSERT: &str = "INSERT INTO domains (instance_id, id, name, created_at, document) VALUES ($1, $2, $3, $4, $5) \
                      ON CONFLICT (instance_id, name) DO NOTHING";
const UPDATE: &str = "UPDATE domains SET name = $3, document = $4 WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM domains WHERE instance_id = $1 AND id = $2";
const BY_NAME: &str = "SELECT document FROM domains WHERE instance_id = $1 AND name = $2";
const ALL: &str = "SELECT document FROM domains WHERE instance_id = $1 ORDER BY created_at, id";
const DELETE: &str = "DELETE FROM domains WHERE instance_id = $1 AND id = $2";
const CHECK: &str = "SELECT document FROM proxy_checks WHERE instance_id = $1 AND domain_id = $2";
const PUT_CHECK: &str = "INSERT INTO proxy_checks (instance_id, domain_id, document) VALUES ($1, $2, $3) \
                         ON CONFLICT (instance_id, domain_id) DO UPDATE SET document = EXCLUDED.document";
const DELETE_CHECK: &str = "DELETE FROM proxy_checks WHERE instance_id = $1 AND domain_id = $2";

/// Adds a satellite; false if its name is taken.
pub fn insert(tx: &mut Tx<'_>, satellite: &SatelliteRecord) -> Result<bool> {
    let document = to_document(satellite)?;
    let params = [
        satellite.id.as_str().into(),
        satellite.name.as_str().into(),
        satellite.created_at.0.into(),
        document.as_str().into(),
    ];
    Ok(tx.execute(INSERT, &params)? > 0)
}

/// Updates an existing satellite. Its name must be free, or its own.
pub fn update(tx: &mut Tx<'_>, satellite: &SatelliteRecord) -> Result<()> {
    let document = to_document(satellite)?;
    let params = [satellite.id.as_str().into(), satellite.name.as_str().into(), document.as_str().into()];
    tx.execute(UPDATE, &params).map(drop)
}

/// The satellite with this id.
pub fn find(tx: &mut Tx<'_>, id: &DomainId) -> Result<Option<SatelliteRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The satellite with this name.
pub fn find_by_name(tx: &mut Tx<'_>, name: &str) -> Result<Option<SatelliteRecord>> {
    tx.one(BY_NAME, &[name.into()], document)
}

/// All satellites, oldest first; the domain rules limit their number.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<SatelliteRecord>> {
    tx.all(ALL, &[], document)
}

/// Deletes a satellite with its check; false if there is none.
pub fn delete(tx: &mut Tx<'_>, id: &DomainId) -> Result<bool> {
    tx.execute(DELETE_CHECK, &[id.as_str().into()])?;
    Ok(tx.execute(DELETE, &[id.as_str().into()])? > 0)
}

/// The last check of a domain's proxy.
pub fn check(tx: &mut Tx<'_>, domain: &DomainId) -> Result<Option<ProxyCheckRecord>> {
    tx.one(CHECK, &[domain.as_str().into()], document)
}

/// Saves the last check of a domain's proxy.
pub fn put_check(tx: &mut Tx<'_>, check: &ProxyCheckRecord) -> Result<()> {
    let document = to_document(check)?;
    tx.execute(PUT_CHECK, &[check.domain_id.as_str().into(), document.as_str().into()]).map(drop)
}
