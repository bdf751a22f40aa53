//! Uploaded images. Ids are unguessable, and anyone who knows one may see the image.

use housekey_contract::{ImageId, Millis};

use crate::{DatabaseTx, Result, Tx};

/// A picture as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageRecord {
    /// The picture's id.
    pub id: ImageId,
    /// The id of the user or organization it belongs to.
    pub owner: String,
    /// The media type: `image/png` …
    pub media_type: String,
    /// The content, as served.
    pub content: Vec<u8>,
    /// When it was stored.
    pub created_at: Millis,
}

// The column is named after its first use; it contains the owner, a user or an organization.
const INSERT: &str = "INSERT INTO images (instance_id, id, user_id, media_type, created_at, content) \
                      VALUES ($1, $2, $3, $4, $5, $6)";
const CONTENT: &str = "SELECT media_type, content FROM images WHERE instance_id = $1 AND id = $2";
const OWNER: &str = "SELECT user_id FROM images WHERE instance_id = $1 AND id = $2";
const DELETE: &str = "DELETE FROM images WHERE instance_id = $1 AND id = $2";
const DELETE_BY_OWNER: &str = "DELETE FROM images WHERE instance_id = $1 AND user_id = $2";

/// Adds a picture.
pub fn insert(tx: &mut Tx<'_>, image: &ImageRecord) -> Result<()> {
    let params = [
        image.id.as_str().into(),
        image.owner.as_str().into(),
        image.media_type.as_str().into(),
        image.created_at.0.into(),
        image.content.as_slice().into(),
    ];
    tx.execute(INSERT, &params).map(drop)
}

/// An image's media type and content, by instance and image id.
pub fn content(tx: &mut DatabaseTx<'_>, instance: &str, id: &str) -> Result<Option<(String, Vec<u8>)>> {
    tx.one(CONTENT, &[instance.into(), id.into()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The owner of an image.
pub fn owner(tx: &mut Tx<'_>, id: &ImageId) -> Result<Option<String>> {
    tx.one(OWNER, &[id.as_str().into()], |row| row.get(0))
}

/// Deletes a picture.
pub fn delete(tx: &mut Tx<'_>, id: &ImageId) -> Result<()> {
    tx.execute(DELETE, &[id.as_str().into()]).map(drop)
}

/// Deletes every picture of a user or an organization.
pub fn delete_of_owner(tx: &mut Tx<'_>, owner: &str) -> Result<()> {
    tx.execute(DELETE_BY_OWNER, &[owner.into()]).map(drop)
}
