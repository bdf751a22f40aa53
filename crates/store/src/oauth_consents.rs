//! Consents that users gave to applications, so that they aren't asked again.

use housekey_contract::{OAuthApplicationId, UserId};

use crate::{Result, Tx};

const FIND: &str =
    "SELECT scopes FROM oauth_consents WHERE instance_id = $1 AND user_id = $2 AND application_id = $3";
const SAVE: &str = "INSERT INTO oauth_consents (instance_id, user_id, application_id, scopes, updated_at) \
                    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (instance_id, user_id, application_id) \
                    DO UPDATE SET scopes = excluded.scopes, updated_at = excluded.updated_at";
const DELETE_OF_USER: &str = "DELETE FROM oauth_consents WHERE instance_id = $1 AND user_id = $2";
const DELETE_OF_APPLICATION: &str =
    "DELETE FROM oauth_consents WHERE instance_id = $1 AND application_id = $2";

/// The scopes a user has consented to for an application.
pub fn find(tx: &mut Tx<'_>, user: &UserId, application: &OAuthApplicationId) -> Result<Vec<String>> {
    let found = tx.one(FIND, &[user.as_str().into(), application.as_str().into()], |row| {
        Ok(row.text(0)?.split(' ').map(str::to_owned).collect())
    })?;
    Ok(found.unwrap_or_default())
}

/// Replaces the scopes a user has consented to for an application.
pub fn save(
    tx: &mut Tx<'_>,
    user: &UserId,
    application: &OAuthApplicationId,
    scopes: &[String],
) -> Result<()> {
    let scopes = scopes.join(" ");
    let params =
        [user.as_str().into(), application.as_str().into(), scopes.as_str().into(), tx.now().0.into()];
    tx.execute(SAVE, &params).map(drop)
}

/// Deletes a user's consents.
pub fn delete_of_user(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    tx.execute(DELETE_OF_USER, &[user.as_str().into()]).map(drop)
}

/// Deletes the consents for an application.
pub fn delete_of_application(tx: &mut Tx<'_>, application: &OAuthApplicationId) -> Result<()> {
    tx.execute(DELETE_OF_APPLICATION, &[application.as_str().into()]).map(drop)
}
