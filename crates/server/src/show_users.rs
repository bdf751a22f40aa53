//! Users as the API shows them, from what was shown before where that is still right.

use housekey_contract::object::User;
use housekey_domain::error::Error;
use housekey_store::users::UserDocument;

use crate::cx::Cx;
use crate::endpoint::Shown as Json;
use crate::error::Result;

impl Cx {
    /// A user as the API shows them.
    pub fn show_user(&self, document: &UserDocument) -> Result<Json<User>> {
        let mut body = Vec::with_capacity(2 * document.as_bytes().len());
        self.append_user(document, &mut body)?;
        Ok(Json::new(body))
    }

    /// Users as the API shows them.
    pub fn show_users(&self, documents: &[UserDocument]) -> Result<Json<Vec<User>>> {
        let bytes: usize = documents.iter().map(|document| document.as_bytes().len()).sum();
        let mut body = Vec::with_capacity(2 * bytes + 2);
        body.push(b'[');
        for (index, document) in documents.iter().enumerate() {
            if index > 0 {
                body.push(b',');
            }
            self.append_user(document, &mut body)?;
        }
        body.push(b']');
        Ok(Json::new(body))
    }

    fn append_user(&self, document: &UserDocument, body: &mut Vec<u8>) -> Result<()> {
        if self.app.shown_users.recall(&self.instance, document, body) {
            return Ok(());
        }
        let (record, start) = (document.read()?, body.len());
        serde_json::to_writer(&mut *body, &self.view().user(&record))
            .map_err(|error| Error::Internal(error.to_string()))?;
        // What a lock looks like depends on the time as well.
        if !record.locked {
            self.app.shown_users.keep(&self.instance, document, &body[start..]);
        }
        Ok(())
    }
}
