use housekey_contract::{Millis, SessionId};
use housekey_store::Tx;
use housekey_store::sessions::SessionRecord;

use super::bearer::ended;
use super::{get, is_open};
use crate::error::{Code, Result, refused};
use crate::jwt::{self, Category};
use crate::keys::SigningKey;

/// Allowed clock skew of presented tokens.
const SKEW: Millis = Millis::from_seconds(5);

/// Checks that a token is one of this session that holds at `now`. Takes 20 µs: call it outside a transaction.
pub fn check_token(key: &SigningKey, now: Millis, id: &SessionId, token: Option<&str>) -> Result<()> {
    let refusal = |why: &str| {
        refused(Code::InvalidSessionToken, "invalid session token", format!("Can't verify: {why}."))
    };
    let token = token.filter(|token| !token.is_empty()).ok_or_else(|| refusal("token must be included"))?;
    let token = jwt::verify(key, token).map_err(|problem| refusal(&problem.to_string()))?;
    jwt::check_times(&token.claims, now, SKEW).map_err(|problem| refusal(&problem.to_string()))?;
    if token.header.category != Some(Category::Session) {
        return Err(refusal("the token is not a session token"));
    }
    if token.claims.get("sid").and_then(|sid| sid.as_str()) != Some(id.as_str()) {
        return Err(refusal("the token belongs to another session"));
    }
    Ok(())
}

/// The session with this id, if open; 401 if it has ended.
pub fn verify(tx: &mut Tx<'_>, id: &SessionId) -> Result<SessionRecord> {
    let now = tx.now();
    let session = get(tx, id)?;
    if is_open(&session, now) { Ok(session) } else { Err(ended(&session, now)) }
}
