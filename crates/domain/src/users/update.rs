use housekey_contract::backend::users::UpdateUser;
use housekey_contract::{IdentificationId, Millis, Patch, UserId};
use housekey_store::credentials::{self, CredentialsRecord};
use housekey_store::identifications::{Kind, release_value};
use housekey_store::users::UserRecord;
use housekey_store::{Tx, images, oauth_grants};
use rand::Rng;

use super::create::{known, limit, set_metadata};
use super::credentials::{self as user_credentials, NewPassword};
use super::image;
use super::second_factors::{note_change, remove_totp};
use super::{end_sessions, get, save};
use crate::error::{Problems, Result, not_allowed, not_found};
use crate::identifications::{Claim, claim, must_stay_known};
use crate::notices::Notice;
use crate::seal::MasterKey;
use crate::sessions::forget_second_factor;
use crate::verification::is_verified;
use crate::{identifiers, random, text};

/// Validated changes; other records haven't been looked up yet.
#[derive(Clone)]
pub struct UserChanges {
    request: UpdateUser,
    username: Patch<String>,
    external_id: Patch<String>,
    created_at: Option<Millis>,
    legal_accepted_at: Patch<Millis>,
    secrets: CredentialsRecord,
    username_id: String,
    external_id_id: String,
    password_changed: Option<Notice>,
    primary_changed: Option<Notice>,
}

impl UserChanges {
    /// Validates a request and hashes its secrets. `user` is the current user, whose identifiers a password must not
    /// resemble. Slow: call it outside a transaction.
    pub fn check(
        mut request: UpdateUser,
        user: &UserRecord,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let mut problems = Problems::default();
        let mut secrets = CredentialsRecord::default();
        let password = NewPassword {
            password: request.password.take(),
            digest: request.password_digest.take(),
            hasher: request.password_hasher.take(),
            skip_checks: request.skip_password_checks.unwrap_or_default(),
        };
        secrets.password = problems.keep(password.digest(&known(user), rng)).flatten();
        if let Patch::Set(secret) = &request.totp_secret {
            secrets.totp = problems.keep(user_credentials::totp(secret, seal, rng));
        }
        if let Some(codes) = &request.backup_codes {
            secrets.backup_codes =
                problems.keep(user_credentials::backup_codes(codes, rng)).unwrap_or_default();
        }
        let username =
            problems.keep(normal(&mut request.username, identifiers::username)).unwrap_or_default();
        let external_id =
            problems.keep(normal(&mut request.external_id, identifiers::external_id)).unwrap_or_default();
        let created_at = request.created_at.as_deref().map(|at| text::past("created_at", at, now));
        let created_at = problems.keep(created_at.transpose()).flatten();
        let accepted = std::mem::take(&mut request.legal_accepted_at);
        let accepted = accepted.try_map(|at| text::past("legal_accepted_at", &at, now));
        let legal_accepted_at = problems.keep(accepted).unwrap_or_default();
        problems.refuse()?;
        let replaces_password = secrets.password.is_some() && user.password_enabled;
        let password_changed =
            replaces_password.then(|| Notice::password_changed(user, seal, now, rng)).flatten();
        let primary_changed = new_primary(&request, user)
            .and_then(|new| Notice::primary_email_address_changed(user, new, seal, now, rng));
        let mut id = || random::id(rng, now, IdentificationId::PREFIX);
        let (username_id, external_id_id) = (id(), id());
        Ok(Self {
            request,
            username,
            external_id,
            created_at,
            legal_accepted_at,
            secrets,
            username_id,
            external_id_id,
            password_changed,
            primary_changed,
        })
    }
}

/// The new primary address, if its predecessor is to be notified.
fn new_primary<'a>(request: &UpdateUser, user: &'a UserRecord) -> Option<&'a str> {
    let Patch::Set(id) = &request.primary_email_address_id else { return None };
    let is_wanted = request.notify_primary_email_address_changed == Some(true);
    let is_another = user.primary_email_address_id.as_ref() != Some(id);
    let address = user.email_addresses.iter().find(|address| address.id == *id)?;
    (is_wanted && is_another).then_some(address.value.as_str())
}

/// Updates the given fields of a user and leaves the others unchanged.
pub fn update(tx: &mut Tx<'_>, id: &UserId, changes: &UserChanges) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    let request = changes.request.clone();
    names(&mut user, &request)?;
    metadata(&mut user, &request)?;
    primary(&mut user, &request)?;
    if let Some(username) = changes.username.clone().change() {
        let before = std::mem::replace(&mut user.username, username.clone());
        must_stay_known(&user)?;
        rename(tx, Kind::Username, id, before, username.as_deref(), &changes.username_id)?;
    }
    if let Some(external_id) = changes.external_id.clone().change() {
        let before = std::mem::replace(&mut user.external_id, external_id.clone());
        rename(tx, Kind::ExternalId, id, before, external_id.as_deref(), &changes.external_id_id)?;
    }
    if let Some(image) = request.profile_image_id.clone().change() {
        if let Some(image) = &image
            && images::owner(tx, image)?.as_deref() != Some(id.as_str())
        {
            return Err(not_found("image", image.as_str()));
        }
        image::replace(tx, &mut user, image)?;
    }
    settings(&mut user, changes)?;
    secrets(tx, &mut user, changes)?;
    for notice in [&changes.password_changed, &changes.primary_changed].into_iter().flatten() {
        notice.enqueue(tx)?;
    }
    save(tx, user)
}

fn names(user: &mut UserRecord, request: &UpdateUser) -> Result<()> {
    for (param, slot, change) in [
        ("first_name", &mut user.first_name, &request.first_name),
        ("last_name", &mut user.last_name, &request.last_name),
        ("locale", &mut user.locale, &request.locale),
    ] {
        if let Some(name) = change.clone().change() {
            *slot = text::name(param, name)?;
        }
    }
    Ok(())
}

fn metadata(user: &mut UserRecord, request: &UpdateUser) -> Result<()> {
    set_metadata("public_metadata", &mut user.public_metadata, request.public_metadata.clone())?;
    set_metadata("private_metadata", &mut user.private_metadata, request.private_metadata.clone())?;
    set_metadata("unsafe_metadata", &mut user.unsafe_metadata, request.unsafe_metadata.clone())
}

/// Primary identifications must belong to the user and be verified.
fn primary(user: &mut UserRecord, request: &UpdateUser) -> Result<()> {
    if let Some(id) = request.primary_email_address_id.clone().change() {
        let own = |id: &_| {
            user.email_addresses.iter().any(|one| one.id == *id && is_verified(one.verification.as_ref()))
        };
        verified("primary_email_address_id", id.as_ref().is_none_or(own))?;
        user.primary_email_address_id = id;
    }
    if let Some(id) = request.primary_phone_number_id.clone().change() {
        let own = |id: &_| {
            user.phone_numbers.iter().any(|one| one.id == *id && is_verified(one.verification.as_ref()))
        };
        verified("primary_phone_number_id", id.as_ref().is_none_or(own))?;
        user.primary_phone_number_id = id;
    }
    if let Some(id) = request.primary_web3_wallet_id.clone().change() {
        let own = |id: &_| {
            user.web3_wallets.iter().any(|one| one.id == *id && is_verified(one.verification.as_ref()))
        };
        verified("primary_web3_wallet_id", id.as_ref().is_none_or(own))?;
        user.primary_web3_wallet_id = id;
    }
    Ok(())
}

fn verified(param: &str, verified: bool) -> Result<()> {
    if verified {
        Ok(())
    } else {
        Err(not_allowed(param, "the id of one of the user's own, verified identifiers"))
    }
}

fn rename(
    tx: &mut Tx<'_>,
    kind: Kind,
    user: &UserId,
    before: Option<String>,
    after: Option<&str>,
    id: &str,
) -> Result<()> {
    if before.as_deref() == after {
        return Ok(());
    }
    if let Some(before) = before {
        release_value(tx, kind, &before, user)?;
    }
    let Some(after) = after else { return Ok(()) };
    claim(tx, None, Claim { kind, value: after, id, user })
}

fn settings(user: &mut UserRecord, changes: &UserChanges) -> Result<()> {
    let request = &changes.request;
    if let Some(at) = changes.created_at {
        user.created_at = at;
    }
    if let Some(at) = changes.legal_accepted_at.clone().change() {
        user.legal_accepted_at = at;
    }
    if let Some(most) = request.create_organizations_limit.clone().change() {
        user.create_organizations_limit = limit(most)?;
    }
    user.delete_self_enabled = request.delete_self_enabled.or(user.delete_self_enabled);
    user.create_organization_enabled =
        request.create_organization_enabled.or(user.create_organization_enabled);
    user.bypass_client_trust = request.bypass_client_trust.unwrap_or(user.bypass_client_trust);
    Ok(())
}

fn secrets(tx: &mut Tx<'_>, user: &mut UserRecord, changes: &UserChanges) -> Result<()> {
    let now = tx.now();
    let (request, new) = (&changes.request, &changes.secrets);
    if request.totp_secret == Patch::Null {
        remove_totp(tx, user)?;
    }
    if user_credentials::is_empty(new) && request.backup_codes.is_none() {
        return Ok(());
    }
    let was_enabled = user.two_factor_enabled();
    let mut kept = credentials::get(tx, &user.id)?;
    if new.password.is_some() {
        kept.password.clone_from(&new.password);
        (user.password_enabled, user.password_last_updated_at) = (true, Some(now));
        if request.sign_out_of_other_sessions.unwrap_or_default() {
            end_sessions(tx, &user.id)?;
            oauth_grants::delete_of_user(tx, &user.id)?;
        }
    }
    if new.totp.is_some() {
        if user.totp_enabled {
            forget_second_factor(tx, &user.id)?;
        }
        kept.totp.clone_from(&new.totp);
        user.totp_enabled = true;
    }
    if request.backup_codes.is_some() {
        kept.backup_codes.clone_from(&new.backup_codes);
        user.backup_code_enabled = !kept.backup_codes.is_empty();
    }
    note_change(user, was_enabled, now);
    credentials::save(tx, &user.id, &kept)?;
    Ok(())
}

/// Normalizes a changed value; a blank one removes it.
fn normal(patch: &mut Patch<String>, normalize: fn(&str) -> Result<String>) -> Result<Patch<String>> {
    match std::mem::take(patch) {
        Patch::Set(value) if value.trim().is_empty() => Ok(Patch::Null),
        patch => patch.try_map(|value| normalize(&value)),
    }
}
