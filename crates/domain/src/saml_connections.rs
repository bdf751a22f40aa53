//! SAML connections. They can be configured, but not activated, since SAML responses aren't processed yet.

mod certificate;
mod change;
mod listing;
mod metadata;
mod provider;

use housekey_contract::{OrganizationId, SamlConnectionId};
use housekey_store::saml_connections::{self, Filters, OrderBy, SamlConnectionRecord};
use housekey_store::{DatabaseTx, Moment, Tx};

use crate::error::{Result, not_found, taken};
use crate::organizations;

pub use change::{ConnectionChange, NewConnection, url_of_change, url_of_new};
pub use listing::{Listing, count, listing};
pub use metadata::{Metadata, ServiceProvider};

/// The connection with this id.
pub fn get(tx: &mut Tx<'_>, id: &SamlConnectionId) -> Result<SamlConnectionRecord> {
    saml_connections::find(tx, id)?.ok_or_else(|| not_found("SAML connection", id.as_str()))
}

/// The connection with this id in any instance; identity providers know only the id.
pub fn get_anywhere(
    tx: &mut DatabaseTx<'_>,
    moment: Moment,
    id: &SamlConnectionId,
) -> Result<SamlConnectionRecord> {
    let unknown = || not_found("SAML connection", id.as_str());
    let instance = saml_connections::instance_of(tx, id)?.ok_or_else(unknown)?;
    get(&mut Tx::new(tx, &instance, moment), id)
}

/// Creates a connection.
pub fn create(tx: &mut Tx<'_>, id: &SamlConnectionId, new: &NewConnection) -> Result<SamlConnectionRecord> {
    let mut connection = new.record(id.clone(), tx.now());
    connection.organization_id = named(tx, connection.organization_id.as_ref())?;
    claim(tx, &connection)?;
    saml_connections::insert(tx, &connection)?;
    Ok(connection)
}

/// Updates a connection.
pub fn update(
    tx: &mut Tx<'_>,
    id: &SamlConnectionId,
    change: &ConnectionChange,
) -> Result<SamlConnectionRecord> {
    let mut connection = get(tx, id)?;
    change.apply(&mut connection, tx.now());
    if let Some(organization) = change.new_organization() {
        connection.organization_id = named(tx, Some(organization))?;
    }
    claim(tx, &connection)?;
    saml_connections::update(tx, &connection)?;
    Ok(connection)
}

/// Deletes a connection.
pub fn delete(tx: &mut Tx<'_>, id: &SamlConnectionId) -> Result<()> {
    if saml_connections::delete(tx, id)? { Ok(()) } else { Err(not_found("SAML connection", id.as_str())) }
}

fn claim(tx: &mut Tx<'_>, connection: &SamlConnectionRecord) -> Result<()> {
    let claimed = saml_connections::claim_domains(tx, &connection.id, &connection.domains)?;
    if claimed { Ok(()) } else { Err(taken("domains")) }
}

/// The id of an existing organization, given by id or slug.
fn named(tx: &mut Tx<'_>, organization: Option<&OrganizationId>) -> Result<Option<OrganizationId>> {
    organization.map(|id| Ok(organizations::get(tx, id)?.id)).transpose()
}

/// Removes a deleted organization from its connections.
pub(crate) fn forget_organization(tx: &mut Tx<'_>, id: &OrganizationId) -> Result<()> {
    let filters = Filters { organizations: vec![id.to_string()], ..Filters::default() };
    loop {
        let some = saml_connections::list(tx, &filters, OrderBy::CreatedAt, false, 100, 0)?;
        if some.is_empty() {
            return Ok(());
        }
        for connection in some {
            let connection =
                SamlConnectionRecord { organization_id: None, updated_at: tx.now(), ..connection };
            saml_connections::update(tx, &connection)?;
        }
    }
}
