//! Objects with ids that the test chooses.

use housekey_contract::backend::organization_memberships::CreateOrganizationMembership;
use housekey_contract::backend::organizations::CreateOrganization;
use housekey_contract::backend::sessions::{CreateSession, TokenOptions};
use housekey_contract::backend::users::CreateUser;
use housekey_contract::object::{Organization, OrganizationMembership, Session, User};
use housekey_contract::{OrganizationId, OrganizationMembershipId, SessionId, UserId};
use housekey_domain::error::{Error, Result};
use housekey_domain::organization_memberships::NewMembership;
use housekey_domain::organizations::NewOrganization;
use housekey_domain::sessions::{Minting, NewSession};
use housekey_domain::users::NewUser;
use housekey_domain::{organization_memberships, organizations, sessions, users};
use housekey_sdk::auth::Factor;
use housekey_server::cx::Cx;

pub(crate) async fn user(cx: Cx, id: UserId, request: CreateUser) -> Result<User> {
    checked(UserId::PREFIX, id.as_str())?;
    let hashes = request.password.is_some() || request.backup_codes.is_some();
    let check = |cx: &Cx| NewUser::check(request, cx.settings(), cx.seal(), cx.now(), &mut cx.rng());
    let new = if hashes { cx.slow(check).await? } else { check(&cx)? }.with_id(id);
    let user = cx.write(move |tx| users::create(tx, &new)).await?;
    Ok(cx.view().user(&user))
}

pub(crate) async fn organization(
    cx: Cx,
    id: OrganizationId,
    request: CreateOrganization,
) -> Result<Organization> {
    checked(OrganizationId::PREFIX, id.as_str())?;
    let (now, settings) = (cx.now(), cx.settings().clone());
    let new = NewOrganization::check(request, &settings, now, &mut cx.rng())?.with_id(id);
    let organization = cx.write(move |tx| organizations::create(tx, &settings, &new)).await?;
    Ok(cx.view().organization(&organization))
}

pub(crate) async fn membership(
    cx: Cx,
    (id, organization): (OrganizationMembershipId, OrganizationId),
    request: CreateOrganizationMembership,
) -> Result<OrganizationMembership> {
    checked(OrganizationMembershipId::PREFIX, id.as_str())?;
    let (now, settings) = (cx.now(), cx.settings().organizations.clone());
    let new = NewMembership::check(request, &settings, now, &mut cx.rng())?.with_id(id);
    let member = cx.write(move |tx| organization_memberships::create(tx, &organization, &new)).await?;
    Ok(cx.view().member(&member))
}

pub(crate) async fn session(cx: Cx, id: SessionId, request: CreateSession) -> Result<Session> {
    checked(SessionId::PREFIX, id.as_str())?;
    let now = cx.now();
    let new = NewSession::check(request, &cx.instance.record, now, &mut cx.rng())?.with_id(id);
    let session = cx.write(move |tx| sessions::create(tx, &new)).await?;
    Ok(cx.view().session(&session))
}

pub(crate) async fn factors(cx: Cx, session: SessionId, factor: Factor) -> Result<()> {
    let proved = (factor != Factor::Second, factor != Factor::First);
    cx.write(move |tx| sessions::note_factors(tx, &session, proved)).await.map(drop)
}

pub(crate) async fn token(cx: Cx, session: SessionId, origin: Option<String>) -> Result<String> {
    let (now, lifetime) = (cx.now(), sessions::lifetime(&TokenOptions::default())?);
    let bearer = cx.read(move |tx| sessions::bearer(tx, &session)).await?;
    let minting = Minting { issuer: &cx.instance.issuer, origin: origin.as_deref(), now, lifetime };
    Ok(sessions::session_token(&bearer, minting, cx.settings(), &cx.instance.signing_key, &mut cx.rng()))
}

/// Ids must have the usual format, so that code tested with them works with real ones.
fn checked(prefix: &str, id: &str) -> Result<()> {
    let rest = id.strip_prefix(prefix).unwrap_or_default();
    if rest.is_empty() || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Err(Error::Internal(format!("{id:?} must be {prefix} and letters or digits")));
    }
    Ok(())
}
