use housekey_contract::{Millis, SessionId};
use housekey_store::Tx;
use housekey_store::sessions::SessionRecord;
use housekey_store::users::UserRecord;

use super::{get, is_open, status};
use crate::error::{Code, Error, Result, refused};
use crate::organization_memberships::{ActiveOrganization, active};
use crate::users;

/// The bearer of a token: an open session and its user.
#[derive(Clone, Debug)]
pub struct Bearer {
    /// The session.
    pub session: SessionRecord,
    /// The user it belongs to.
    pub user: UserRecord,
    /// The active organization, while the user is a member.
    pub organization: Option<ActiveOrganization>,
}

impl Bearer {
    /// Loads the active organization of a session.
    pub(super) fn of(tx: &mut Tx<'_>, session: SessionRecord, user: UserRecord) -> Result<Self> {
        let organization = active(tx, session.last_active_organization_id.as_ref(), &user.id)?;
        Ok(Self { session, user, organization })
    }
}

/// The bearer of this session's tokens. 404 for an unknown session; 401 if it has ended or the user is banned: browsers
/// interpret 401 as signed out, anything else as a temporary failure.
pub fn bearer(tx: &mut Tx<'_>, id: &SessionId) -> Result<Bearer> {
    let now = tx.now();
    let session = get(tx, id)?;
    if !is_open(&session, now) {
        return Err(ended(&session, now));
    }
    let user = users::get(tx, &session.user_id)?;
    refuse_banned(&user, Code::SessionOfBannedUser)?;
    Bearer::of(tx, session, user)
}

/// The error for a session that isn't open.
pub(super) fn ended(session: &SessionRecord, now: Millis) -> Error {
    let long =
        format!("The session {} is {}. The user has to sign in again.", session.id, status(session, now));
    refused(Code::SignedOut, "signed out", long)
}

/// Refuses users who are banned, with the given code. A lock refuses new sign-ins only; see [`super::begin`].
pub(super) fn refuse_banned(user: &UserRecord, code: Code) -> Result<()> {
    if !user.banned {
        return Ok(());
    }
    let long = format!("The user {} is banned.", user.id);
    Err(refused(code, "user banned", long))
}
