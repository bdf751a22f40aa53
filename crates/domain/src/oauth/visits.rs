use housekey_contract::{Millis, OAuthGrantId, SessionId};
use housekey_store::oauth_applications::OAuthApplicationRecord;
use housekey_store::oauth_grants::{self, OAuthGrantRecord};
use housekey_store::sessions::SessionRecord;
use housekey_store::users::UserRecord;
use housekey_store::{Tx, oauth_consents};
use rand::Rng;

use super::{AuthorizationRequest, redirect_uris};
use crate::clients::ClientToken;
use crate::error::{Error, Result};
use crate::sign_ins::{self, SignInKey, over};
use crate::{oauth_applications, random, sessions, users};

/// For how long a code can be exchanged: ten minutes, as Clerk's.
const CODE_LIFETIME: Millis = Millis::from_seconds(10 * 60);
const CODE_PREFIX: &str = "oac_";

/// Somebody on the way through the pages. What the application asks for stands in the pages' addresses, so that a visit
/// nobody signs in on leaves nothing behind.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The sign-in that is part of it.
    pub key: SignInKey,
    /// What the application asks for.
    pub request: AuthorizationRequest,
    /// The client that the browser showed.
    pub browser: Option<ClientToken>,
}

impl Visit {
    /// The session that the request would be granted to, and whether its user signed in on behalf of this very request.
    pub fn session(&self, tx: &mut Tx<'_>) -> Result<(Option<SessionRecord>, bool)> {
        if let Some(id) = sign_ins::of_key(tx, &self.key)?.session_id {
            return match sessions::bearer(tx, &id) {
                Ok(bearer) => Ok((Some(bearer.session), true)),
                Err(Error::Refused { .. }) => Ok((None, true)),
                Err(error) => Err(error),
            };
        }
        let Some(browser) = &self.browser else { return Ok((None, false)) };
        Ok((sessions::of_browser(tx, browser)?, false))
    }
}

/// What is to be done before an application gets its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The user must sign in.
    SignIn,
    /// The user has to give consent.
    Ask,
    /// None.
    Grant,
}

/// Decides the next step of this request for the user of this session. `just_now` is whether they signed in for this
/// request.
pub fn decide(
    tx: &mut Tx<'_>,
    request: &AuthorizationRequest,
    session: Option<&SessionRecord>,
    just_now: bool,
) -> Result<Step> {
    let now = tx.now();
    let Some(session) = session.filter(|session| sessions::is_open(session, now)) else {
        return Ok(Step::SignIn);
    };
    let age = (now - authenticated_at(session)).seconds();
    let is_stale = request.must_sign_in || request.max_age.is_some_and(|most| age > most);
    if is_stale && !just_now {
        return Ok(Step::SignIn);
    }
    let application = oauth_applications::get(tx, &request.application_id)?;
    if request.must_ask
        || application.consent_screen_enabled && !has_allowed(tx, request, session, &application)?
    {
        return Ok(Step::Ask);
    }
    Ok(Step::Grant)
}

/// Whether the user has consented to all scopes before, and only the application can receive the response (RFC 8252,
/// section 8.6).
fn has_allowed(
    tx: &mut Tx<'_>,
    request: &AuthorizationRequest,
    session: &SessionRecord,
    application: &OAuthApplicationRecord,
) -> Result<bool> {
    if application.public && !redirect_uris::proves_identity(&request.redirect_uri) {
        return Ok(false);
    }
    let allowed = oauth_consents::find(tx, &session.user_id, &application.id)?;
    Ok(!allowed.is_empty() && request.scopes.iter().all(|scope| allowed.contains(scope)))
}

/// When the user of a session last authenticated.
fn authenticated_at(session: &SessionRecord) -> Millis {
    session.first_factor_at.unwrap_or(session.created_at)
}

/// A new grant with its code.
#[derive(Clone)]
pub struct NewGrant {
    id: OAuthGrantId,
    /// The code, for the application.
    pub code: String,
}

impl NewGrant {
    /// Generates a code.
    pub fn generate(now: Millis, rng: &mut (impl Rng + ?Sized)) -> Self {
        let id = OAuthGrantId::from(random::id(rng, now, OAuthGrantId::PREFIX));
        Self { id, code: random::token(rng, CODE_PREFIX) }
    }
}

/// Grants a request to the user of this session.
pub fn grant(
    tx: &mut Tx<'_>,
    request: &AuthorizationRequest,
    session: &SessionRecord,
    new: &NewGrant,
) -> Result<()> {
    let now = tx.now();
    let record = OAuthGrantRecord {
        id: new.id.clone(),
        application_id: request.application_id.clone(),
        user_id: session.user_id.clone(),
        session_id: session.id.clone(),
        scopes: request.scopes.clone(),
        redirect_uri: request.names_redirect_uri.then(|| request.redirect_uri.clone()),
        nonce: request.nonce.clone(),
        code_challenge: request.code_challenge.clone(),
        code_digest: random::hash_token(&new.code),
        code_expires_at: now + CODE_LIFETIME,
        exchanged_at: None,
        authenticated_at: authenticated_at(session),
        created_at: now,
    };
    Ok(oauth_grants::insert(tx, &record)?)
}

/// The content of the consent page.
#[derive(Clone, Debug)]
pub struct Question {
    /// The application.
    pub application: OAuthApplicationRecord,
    /// The user.
    pub user: UserRecord,
    /// In which session.
    pub session: SessionRecord,
}

/// What the user of a visit is to be asked, in so far as they have signed in.
pub fn question(tx: &mut Tx<'_>, visit: &Visit) -> Result<Option<Question>> {
    let (Some(session), _) = visit.session(tx)? else { return Ok(None) };
    let application = oauth_applications::get(tx, &visit.request.application_id)?;
    let user = users::get(tx, &session.user_id)?;
    Ok(Some(Question { application, user, session }))
}

/// Ends a visit with a grant, if nothing else is to be done before; the code then is the new grant's.
pub fn finish(tx: &mut Tx<'_>, visit: &Visit, new: &NewGrant) -> Result<Step> {
    let (session, just_now) = visit.session(tx)?;
    let step = decide(tx, &visit.request, session.as_ref(), just_now)?;
    match (step, session) {
        (Step::Grant, Some(session)) => {
            sign_ins::end(tx, &visit.key)?;
            grant(tx, &visit.request, &session, new)?;
        }
        // The session that the visit was to go on with has ended meanwhile.
        (Step::SignIn, _) => sign_ins::start_again(tx, &visit.key)?,
        _ => {}
    }
    Ok(step)
}

/// Ends a visit with a grant, since the user of this session said yes, which is remembered.
pub fn allow(tx: &mut Tx<'_>, visit: &Visit, session: &SessionId, new: &NewGrant) -> Result<()> {
    let (found, _) = visit.session(tx)?;
    let session = found.filter(|found| found.id == *session).ok_or_else(over)?;
    let application = oauth_applications::get(tx, &visit.request.application_id)?;
    let mut allowed = oauth_consents::find(tx, &session.user_id, &application.id)?;
    allowed.extend(visit.request.scopes.clone());
    allowed.sort_unstable();
    allowed.dedup();
    oauth_consents::save(tx, &session.user_id, &application.id, &allowed)?;
    sign_ins::end(tx, &visit.key)?;
    grant(tx, &visit.request, &session, new)
}
