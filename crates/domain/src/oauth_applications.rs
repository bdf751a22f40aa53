//! OAuth applications. Their authorization is in [`crate::oauth`].

mod change;
mod listing;

use housekey_contract::OAuthApplicationId;
use housekey_store::Tx;
use housekey_store::oauth_applications::{self, OAuthApplicationRecord};
use housekey_store::{oauth_consents, oauth_grants};

use crate::error::{Code, Result, not_found, refused};

pub use change::{ApplicationChange, NewApplication};
pub use listing::{Listing, count, listing};

/// The application with this id.
pub fn get(tx: &mut Tx<'_>, id: &OAuthApplicationId) -> Result<OAuthApplicationRecord> {
    oauth_applications::find(tx, id)?.ok_or_else(|| not_found("OAuth application", id.as_str()))
}

/// Creates an application.
pub fn create(tx: &mut Tx<'_>, new: &NewApplication) -> Result<OAuthApplicationRecord> {
    oauth_applications::insert(tx, &new.record)?;
    Ok(new.record.clone())
}

/// Updates an application. Fields left unset keep their value; issued tokens remain valid.
pub fn update(
    tx: &mut Tx<'_>,
    id: &OAuthApplicationId,
    change: &ApplicationChange,
) -> Result<OAuthApplicationRecord> {
    let mut application = get(tx, id)?;
    change.apply(&mut application)?;
    application.updated_at = tx.now();
    oauth_applications::update(tx, &application)?;
    Ok(application)
}

/// Deletes an application and all its tokens.
pub fn delete(tx: &mut Tx<'_>, id: &OAuthApplicationId) -> Result<()> {
    oauth_grants::delete_of_application(tx, id)?;
    oauth_consents::delete_of_application(tx, id)?;
    if oauth_applications::delete(tx, id)? {
        Ok(())
    } else {
        Err(not_found("OAuth application", id.as_str()))
    }
}

/// Replaces the client secret, of which only the digest is stored. Issued tokens remain valid.
pub fn rotate_secret(
    tx: &mut Tx<'_>,
    id: &OAuthApplicationId,
    digest: &str,
) -> Result<OAuthApplicationRecord> {
    let mut application = get(tx, id)?;
    if application.public {
        let long = "Public OAuth applications have no client secret. Set public to false first.";
        return Err(refused(Code::ResourceForbidden, "application is public", long));
    }
    application.secret_digest = Some(digest.to_owned());
    application.updated_at = tx.now();
    oauth_applications::update(tx, &application)?;
    Ok(application)
}
