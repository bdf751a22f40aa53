use housekey_contract::object::{Verification, VerificationStatus};
use housekey_store::users::UserRecord;
use serde_json::{Value, json};

use crate::organization_memberships::ActiveOrganization;
use crate::sessions::{Bearer, Pictures};

/// The values that shortcodes can refer to; <https://clerk.com/docs/guides/sessions/jwt-templates#shortcodes> lists
/// them. Those of organizations are null if none is active.
pub(crate) fn context(bearer: &Bearer, pictures: Pictures<'_>) -> Value {
    let active = bearer.organization.as_ref();
    json!({
        "user": user(&bearer.user, pictures.user),
        "session": { "id": bearer.session.id, "actor": bearer.session.actor },
        "org": active.map(|active| organization(active, pictures.organization)),
        "org_membership": active.map(membership),
    })
}

fn organization(active: &ActiveOrganization, image_url: Option<&str>) -> Value {
    let organization = &active.organization;
    json!({
        "id": organization.id,
        "name": organization.name,
        "slug": organization.slug,
        "role": active.role.key,
        "image_url": image_url,
        "has_image": organization.image_id.is_some(),
        "public_metadata": organization.public_metadata,
        "created_at": organization.created_at,
        "updated_at": organization.updated_at,
    })
}

fn membership(active: &ActiveOrganization) -> Value {
    json!({
        "id": active.membership.id,
        "role": active.role.key,
        "permissions": active.role.permissions,
        "public_metadata": active.membership.public_metadata,
        "created_at": active.membership.created_at,
        "updated_at": active.membership.updated_at,
    })
}

fn user(user: &UserRecord, image_url: &str) -> Value {
    json!({
        "id": user.id,
        "external_id": user.external_id,
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "full_name": full_name(user),
        "locale": user.locale,
        "image_url": image_url,
        "has_image": user.image_id.is_some(),
        "primary_email_address": user.primary_email_address(),
        "primary_phone_number": user.primary_phone_number(),
        "primary_web3_wallet": user.primary_web3_wallet(),
        "email_verified": email_verified(user),
        "phone_number_verified": phone_number_verified(user),
        "two_factor_enabled": user.two_factor_enabled(),
        "public_metadata": user.public_metadata,
        "unsafe_metadata": user.unsafe_metadata,
        "last_sign_in_at": user.last_sign_in_at,
        "created_at": user.created_at,
        "updated_at": user.updated_at,
    })
}

/// First and last name; null if both are missing.
fn full_name(user: &UserRecord) -> Option<String> {
    let names: Vec<_> =
        [&user.first_name, &user.last_name].into_iter().flatten().map(String::as_str).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// Whether the primary email address is verified; null if there is none.
fn email_verified(user: &UserRecord) -> Option<bool> {
    let id = user.primary_email_address_id.as_ref()?;
    let address = user.email_addresses.iter().find(|address| address.id == *id)?;
    Some(is_verified(address.verification.as_ref()))
}

/// Whether the primary phone number is verified; null if there is none.
fn phone_number_verified(user: &UserRecord) -> Option<bool> {
    let id = user.primary_phone_number_id.as_ref()?;
    let number = user.phone_numbers.iter().find(|number| number.id == *id)?;
    Some(is_verified(number.verification.as_ref()))
}

fn is_verified(verification: Option<&Verification>) -> bool {
    verification.is_some_and(|verification| verification.status == VerificationStatus::Verified)
}
