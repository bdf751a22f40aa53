//! Connections to SAML identity providers.

use housekey_contract::object::{SamlAttributeMapping, SamlLoginHint, SamlProvider};
use housekey_contract::{InstanceId, Millis, OrganizationId, SamlConnectionId};
use serde::{Deserialize, Serialize};

use crate::fold::fold;
use crate::query::Query;
use crate::tx::{document, to_document};
use crate::{DatabaseTx, Result, Tx};

/// A connection as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SamlConnectionRecord {
    /// The connection's id.
    pub id: SamlConnectionId,
    /// Display name.
    pub name: String,
    /// The email domains whose users sign in through it.
    pub domains: Vec<String>,
    /// Kind of identity provider.
    pub provider: SamlProvider,
    /// The identity provider's configuration.
    pub idp: IdentityProvider,
    /// The organization its users join.
    pub organization_id: Option<OrganizationId>,
    /// Names of the identity provider's attributes.
    pub attribute_mapping: SamlAttributeMapping,
    /// Whether user attributes are synced at every sign-in.
    pub sync_user_attributes: bool,
    /// Whether subdomains are included.
    pub allow_subdomains: bool,
    /// Whether sign-ins initiated by the identity provider are allowed.
    pub allow_idp_initiated: bool,
    /// Whether users can't add further identifications.
    pub disable_additional_identifications: bool,
    /// Whether accounts can be linked based on organization membership.
    pub allow_organization_account_linking: bool,
    /// Whether users must reauthenticate with the identity provider at every sign-in.
    pub force_authn: bool,
    /// The login hint sent to the identity provider.
    pub login_hint: SamlLoginHint,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// An identity provider's configuration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdentityProvider {
    /// Its entity id.
    pub entity_id: Option<String>,
    /// Its single sign-on URL.
    pub sso_url: Option<String>,
    /// Its signing certificate: DER in base64.
    pub certificate: Option<String>,
    /// Start of the certificate's validity.
    pub certificate_issued_at: Option<Millis>,
    /// End of the certificate's validity.
    pub certificate_expires_at: Option<Millis>,
    /// URL its metadata was fetched from.
    pub metadata_url: Option<String>,
    /// Its metadata, if given directly.
    pub metadata: Option<String>,
}

/// Filters for connections. Empty and unset fields don't filter.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Only connections whose name contains this text, in lowercase.
    pub name: Option<String>,
    /// Only connections of these organizations.
    pub organizations: Vec<String>,
    /// Excludes connections of these organizations.
    pub other_organizations: Vec<String>,
}

/// Sort column of connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderBy {
    /// Creation time.
    CreatedAt,
    /// Last update.
    UpdatedAt,
    /// Display name.
    Name,
}

impl OrderBy {
    fn column(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::Name => "name",
        }
    }
}

const INSERT: &str = "INSERT INTO saml_connections (instance_id, id, name, organization_id, created_at, updated_at, document) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7)";
const UPDATE: &str = "UPDATE saml_connections SET name = $3, organization_id = $4, created_at = $5, updated_at = $6, document = $7 \
                      WHERE instance_id = $1 AND id = $2";
const BY_ID: &str = "SELECT document FROM saml_connections WHERE instance_id = $1 AND id = $2";
const ANYWHERE: &str = "SELECT instance_id FROM saml_connections WHERE id = $1";
const DELETE: &str = "DELETE FROM saml_connections WHERE instance_id = $1 AND id = $2";
const CLAIM: &str = "INSERT INTO saml_domains (instance_id, domain, connection_id) VALUES ($1, $2, $3) \
                     ON CONFLICT (instance_id, domain) DO NOTHING";
const RELEASE: &str = "DELETE FROM saml_domains WHERE instance_id = $1 AND connection_id = $2";

/// Adds a connection.
pub fn insert(tx: &mut Tx<'_>, connection: &SamlConnectionRecord) -> Result<()> {
    write(tx, INSERT, connection)
}

/// Saves a connection that is there already.
pub fn update(tx: &mut Tx<'_>, connection: &SamlConnectionRecord) -> Result<()> {
    write(tx, UPDATE, connection)
}

/// Replaces the connection's domains; false if another connection has one of them.
pub fn claim_domains(tx: &mut Tx<'_>, id: &SamlConnectionId, domains: &[String]) -> Result<bool> {
    tx.execute(RELEASE, &[id.as_str().into()])?;
    for domain in domains {
        if tx.execute(CLAIM, &[domain.as_str().into(), id.as_str().into()])? == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The connection with this id.
pub fn find(tx: &mut Tx<'_>, id: &SamlConnectionId) -> Result<Option<SamlConnectionRecord>> {
    tx.one(BY_ID, &[id.as_str().into()], document)
}

/// The instance of a connection; identity providers know only the connection.
pub fn instance_of(tx: &mut DatabaseTx<'_>, id: &SamlConnectionId) -> Result<Option<InstanceId>> {
    tx.one(ANYWHERE, &[id.as_str().into()], |row| Ok(row.get::<String>(0)?.into()))
}

/// Deletes a connection and its domains; false if there is none.
pub fn delete(tx: &mut Tx<'_>, id: &SamlConnectionId) -> Result<bool> {
    tx.execute(RELEASE, &[id.as_str().into()])?;
    Ok(tx.execute(DELETE, &[id.as_str().into()])? > 0)
}

/// The matching connections.
pub fn list(
    tx: &mut Tx<'_>,
    filters: &Filters,
    order: OrderBy,
    descending: bool,
    limit: u32,
    offset: u32,
) -> Result<Vec<SamlConnectionRecord>> {
    let mut query = matching("SELECT document FROM saml_connections", filters);
    let direction = if descending { "DESC" } else { "ASC" };
    query.page(&format!("{} {direction}, id {direction}", order.column()), limit, offset);
    tx.all(&query.sql, &query.params, document)
}

/// How many connections match.
pub fn count(tx: &mut Tx<'_>, filters: &Filters) -> Result<u64> {
    let query = matching("SELECT COUNT(*) FROM saml_connections", filters);
    Ok(tx.one(&query.sql, &query.params, |row| row.get(0))?.unwrap_or(0))
}

fn matching<'a>(select: &str, filters: &'a Filters) -> Query<'a> {
    let mut query = Query::new(select);
    if let Some(pattern) = &filters.name {
        let pattern = query.bind(pattern.as_str().into());
        query.and(&format!("name LIKE {pattern} ESCAPE '!'"));
    }
    query.among("organization_id IN", &filters.organizations);
    query.among("organization_id NOT IN", &filters.other_organizations);
    query
}

fn write(tx: &mut Tx<'_>, sql: &str, connection: &SamlConnectionRecord) -> Result<()> {
    let (name, document) = (fold(&connection.name), to_document(connection)?);
    let organization = connection.organization_id.as_ref().map_or("", OrganizationId::as_str);
    let params = [
        connection.id.as_str().into(),
        name.as_str().into(),
        organization.into(),
        connection.created_at.0.into(),
        connection.updated_at.0.into(),
        document.as_str().into(),
    ];
    tx.execute(sql, &params).map(drop)
}
