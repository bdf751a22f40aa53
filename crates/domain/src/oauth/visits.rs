use housekey_contract::{Millis, OAuthGrantId, SessionId};
use housekey_store::oauth_applications::OAuthApplicationRecord;
use housekey_store::oauth_grants::{self, OAuthGrantRecord};
use housekey_store::oauth_visits::{self, AuthorizationRequest, OAuthVisitRecord};
use housekey_store::sessions::SessionRecord;
use housekey_store::users::UserRecord;
use housekey_store::{Tx, oauth_consents};
use rand::Rng;
use subtle::ConstantTimeEq;

use super::redirect_uris;
use crate::error::{Error, Result, refused};
use crate::{oauth_applications, random, sessions};

/// For how long people may take over the pages.
const LIFETIME: Millis = Millis::from_seconds(30 * 60);
/// For how long a code can be exchanged: ten minutes, as Clerk's.
const CODE_LIFETIME: Millis = Millis::from_seconds(10 * 60);
const CODE_PREFIX: &str = "oac_";

/// A browser that sets out on the way through the pages.
#[derive(Clone)]
pub struct NewVisit {
    record: OAuthVisitRecord,
    /// What only the browser knows.
    pub secret: String,
}

impl NewVisit {
    /// A visit on behalf of a request; `session` is the one that the browser has, if that will do.
    pub fn new(
        request: AuthorizationRequest,
        session: Option<SessionId>,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Self {
        let (id, secret) = (random::token_id(rng), random::token(rng, ""));
        let record = OAuthVisitRecord {
            id,
            secret_digest: random::hash_token(&secret),
            request,
            session_id: session,
            expires_at: now + LIFETIME,
            ..OAuthVisitRecord::default()
        };
        Self { record, secret }
    }

    /// The visit's id.
    pub fn id(&self) -> &str {
        &self.record.id
    }
}

/// What a browser shows to go on with its visit.
#[derive(Clone)]
pub struct VisitKey {
    /// The visit's id, from the page's address.
    pub id: String,
    /// What only the browser knows, from its cookie.
    pub secret: String,
}

/// Begins a visit.
pub fn begin(tx: &mut Tx<'_>, new: &NewVisit) -> Result<()> {
    Ok(oauth_visits::insert(tx, &new.record)?)
}

/// The visit that is gone on with.
pub fn visit(tx: &mut Tx<'_>, now: Millis, key: &VisitKey) -> Result<OAuthVisitRecord> {
    let visit = oauth_visits::find(tx, &key.id)?.filter(|visit| visit.expires_at > now);
    let digest = random::hash_token(&key.secret);
    let is_own = |visit: &OAuthVisitRecord| digest.as_bytes().ct_eq(visit.secret_digest.as_bytes()).into();
    visit.filter(is_own).ok_or_else(over)
}

fn over() -> Error {
    let long = "This sign-in has ended, or it was begun in another browser. Go back to the application and try again.";
    refused(404, "resource_not_found", "not found", long)
}

/// What is to be done before an application gets its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The user has to sign in.
    SignIn,
    /// The user has to be asked.
    Ask,
    /// Nothing.
    Grant,
}

/// What is to be done before this request is granted to whoever has this session. `just_now` tells that they signed in
/// to it on behalf of this very request.
pub fn decide(
    tx: &mut Tx<'_>,
    now: Millis,
    request: &AuthorizationRequest,
    session: Option<&SessionRecord>,
    just_now: bool,
) -> Result<Step> {
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

/// Whether the user allowed all this before, and the answer can reach nobody but the application (RFC 8252, 8.6).
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

/// When the user of a session last proved who they are.
fn authenticated_at(session: &SessionRecord) -> Millis {
    session.first_factor_at.unwrap_or(session.created_at)
}

/// A new grant, with its code.
#[derive(Clone)]
pub struct NewGrant {
    id: OAuthGrantId,
    /// The code itself, which the application gets.
    pub code: String,
}

impl NewGrant {
    /// Makes a code.
    pub fn generate(now: Millis, rng: &mut (impl Rng + ?Sized)) -> Self {
        let id = OAuthGrantId::from(random::id(rng, now, OAuthGrantId::PREFIX));
        Self { id, code: random::token(rng, CODE_PREFIX) }
    }
}

/// Grants a request to whoever has this session.
pub fn grant(
    tx: &mut Tx<'_>,
    now: Millis,
    request: &AuthorizationRequest,
    session: &SessionRecord,
    new: &NewGrant,
) -> Result<()> {
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

/// What a user is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// Who asks.
    pub application: OAuthApplicationRecord,
    /// Who is asked.
    pub user: UserRecord,
    /// What for.
    pub request: AuthorizationRequest,
}

/// What the user of a visit is to be asked, in so far as they have signed in.
pub fn question(tx: &mut Tx<'_>, now: Millis, key: &VisitKey) -> Result<Option<Question>> {
    let visit = visit(tx, now, key)?;
    let Some(session) = session_of(tx, now, &visit)? else { return Ok(None) };
    let application = oauth_applications::get(tx, &visit.request.application_id)?;
    let user = sessions::bearer(tx, now, &session.id)?.user;
    Ok(Some(Question { application, user, request: visit.request }))
}

/// Ends a visit with a grant, if nothing else is to be done before; the code then is the new grant's.
pub fn finish(
    tx: &mut Tx<'_>,
    now: Millis,
    key: &VisitKey,
    new: &NewGrant,
) -> Result<(Step, AuthorizationRequest)> {
    let visit = visit(tx, now, key)?;
    let session = session_of(tx, now, &visit)?;
    let step = decide(tx, now, &visit.request, session.as_ref(), true)?;
    match (step, session) {
        (Step::Grant, Some(session)) => {
            end(tx, &visit)?;
            grant(tx, now, &visit.request, &session, new)?;
        }
        // The session that the visit was to go on with has ended meanwhile.
        (Step::SignIn, _) => super::start_again(tx, now, key)?,
        _ => {}
    }
    Ok((step, visit.request))
}

/// Ends a visit with a grant, since the user said yes, which is remembered.
pub fn allow(tx: &mut Tx<'_>, now: Millis, key: &VisitKey, new: &NewGrant) -> Result<AuthorizationRequest> {
    let visit = visit(tx, now, key)?;
    let session = session_of(tx, now, &visit)?.ok_or_else(over)?;
    let application = oauth_applications::get(tx, &visit.request.application_id)?;
    let mut allowed = oauth_consents::find(tx, &session.user_id, &application.id)?;
    allowed.extend(visit.request.scopes.clone());
    allowed.sort_unstable();
    allowed.dedup();
    oauth_consents::save(tx, &session.user_id, &application.id, &allowed)?;
    end(tx, &visit)?;
    grant(tx, now, &visit.request, &session, new)?;
    Ok(visit.request)
}

/// Ends a visit without one, since the user said no.
pub fn deny(tx: &mut Tx<'_>, now: Millis, key: &VisitKey) -> Result<AuthorizationRequest> {
    let visit = visit(tx, now, key)?;
    end(tx, &visit)?;
    Ok(visit.request)
}

/// Of two that end a visit at once, one does.
fn end(tx: &mut Tx<'_>, visit: &OAuthVisitRecord) -> Result<()> {
    if oauth_visits::delete(tx, &visit.id)? { Ok(()) } else { Err(over()) }
}

fn session_of(tx: &mut Tx<'_>, now: Millis, visit: &OAuthVisitRecord) -> Result<Option<SessionRecord>> {
    let Some(id) = &visit.session_id else { return Ok(None) };
    match sessions::bearer(tx, now, id) {
        Ok(bearer) => Ok(Some(bearer.session)),
        Err(Error::Refused { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
