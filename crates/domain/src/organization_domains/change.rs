use housekey_contract::backend::organization_domains::{CreateOrganizationDomain, UpdateOrganizationDomain};
use housekey_contract::object::OrganizationEnrollmentMode as Mode;
use housekey_contract::{Millis, OrganizationDomainId, OrganizationId};
use housekey_store::Tx;
use housekey_store::instances::OrganizationSettings;
use housekey_store::mailbox::ascii_domain;
use housekey_store::organization_domains::{
    self, OrganizationDomainRecord, count_of_organization, find_verified,
};
use housekey_store::organization_invitations::counts_pending_of_domains;
use housekey_store::organizations::OrganizationRecord;
use rand::Rng;
use serde_json::json;

use super::common::is_common;
use super::{DomainOf, emit, get};
use crate::error::{Code, Error, Result, blank, invalid, malformed, not_allowed, refused, too_long};
use crate::events::{self, Happened, deleted};
use crate::organizations::{self, enabled};
use crate::random;
use crate::restrictions::is_disposable;
use crate::text::normal;

/// The most characters of a domain's name (RFC 1035).
const LENGTH: usize = 253;

/// A validated domain; other records haven't been looked up yet.
#[derive(Clone, Debug)]
pub struct NewDomain {
    domain: OrganizationDomainRecord,
    most: i64,
}

impl NewDomain {
    /// Validates a request.
    pub fn check(
        request: CreateOrganizationDomain,
        settings: &OrganizationSettings,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        domains_enabled(settings)?;
        let name = name(&request.name.unwrap_or_default())?;
        let enrollment_mode = request.enrollment_mode.unwrap_or(Mode::ManualInvitation);
        mode_enabled(settings, &enrollment_mode)?;
        let domain = OrganizationDomainRecord {
            id: OrganizationDomainId::from(random::id(rng, now, OrganizationDomainId::PREFIX)),
            name,
            enrollment_mode,
            verified: request.verified.unwrap_or(true),
            created_at: now,
            updated_at: now,
            ..OrganizationDomainRecord::default()
        };
        Ok(Self { domain, most: settings.max_allowed_domains })
    }
}

/// Validated changes; other records haven't been looked up yet.
#[derive(Clone, Debug)]
pub struct DomainChanges {
    request: UpdateOrganizationDomain,
}

impl DomainChanges {
    /// Validates a request.
    pub fn check(request: UpdateOrganizationDomain, settings: &OrganizationSettings) -> Result<Self> {
        domains_enabled(settings)?;
        if let Some(mode) = &request.enrollment_mode {
            mode_enabled(settings, mode)?;
        }
        Ok(Self { request })
    }
}

/// Adds a domain to an organization, unless another one has it verified.
pub fn create(tx: &mut Tx<'_>, organization: &OrganizationId, new: &NewDomain) -> Result<DomainOf> {
    let organization = organizations::get(tx, organization)?;
    if count_of_organization(tx, &organization.id)? >= new.most {
        let long = format!("The organization has reached its limit of {} domains.", new.most);
        let message = "organization domains quota exceeded";
        return Err(refused(Code::OrganizationDomainQuotaExceeded, message, long));
    }
    let domain = OrganizationDomainRecord { organization_id: organization.id.clone(), ..new.domain.clone() };
    is_free(tx, &domain)?;
    if !organization_domains::insert(tx, &domain)? {
        return Err(exists(
            Code::OrganizationDomainAlreadyExistsSameOrganization,
            "This organization already has this domain.",
        ));
    }
    let shown = DomainOf { domain, organization, pending_invitations: 0 };
    emit(tx, Happened::OrganizationDomainCreated, &shown)?;
    Ok(shown)
}

/// Updates the given fields of a domain and leaves the others unchanged.
pub fn update(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
    id: &OrganizationDomainId,
    changes: &DomainChanges,
) -> Result<DomainOf> {
    let (organization, mut domain) = get(tx, organization, id)?;
    let request = changes.request.clone();
    domain.enrollment_mode = request.enrollment_mode.unwrap_or(domain.enrollment_mode);
    domain.verified = request.verified.unwrap_or(domain.verified);
    is_free(tx, &domain)?;
    save(tx, organization, domain)
}

/// Marks the domain as owned by the organization. Idempotent.
pub fn verify_ownership(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
    id: &OrganizationDomainId,
) -> Result<DomainOf> {
    let (organization, mut domain) = get(tx, organization, id)?;
    if domain.ownership_verified_at.is_some() {
        return shown(tx, organization, domain);
    }
    domain.ownership_verified_at = Some(tx.now());
    save(tx, organization, domain)
}

/// Removes a domain from an organization.
pub fn delete(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
    id: &OrganizationDomainId,
) -> Result<OrganizationDomainRecord> {
    let (_, domain) = get(tx, organization, id)?;
    organization_domains::delete(tx, &domain.id)?;
    events::emit(tx, || {
        Happened::OrganizationDomainDeleted(deleted("organization_domain", domain.id.as_str()))
    })?;
    Ok(domain)
}

fn save(
    tx: &mut Tx<'_>,
    organization: OrganizationRecord,
    mut domain: OrganizationDomainRecord,
) -> Result<DomainOf> {
    domain.updated_at = tx.now();
    organization_domains::update(tx, &domain)?;
    let shown = shown(tx, organization, domain)?;
    emit(tx, Happened::OrganizationDomainUpdated, &shown)?;
    Ok(shown)
}

fn shown(
    tx: &mut Tx<'_>,
    organization: OrganizationRecord,
    domain: OrganizationDomainRecord,
) -> Result<DomainOf> {
    let counts = counts_pending_of_domains(tx, &[domain.id.to_string()])?;
    let pending_invitations = counts.first().map_or(0, |(_, count)| *count);
    Ok(DomainOf { domain, organization, pending_invitations })
}

/// Rejects a domain that another organization has verified.
fn is_free(tx: &mut Tx<'_>, domain: &OrganizationDomainRecord) -> Result<()> {
    if !domain.verified {
        return Ok(());
    }
    match find_verified(tx, &domain.name)? {
        Some(other) if other.organization_id != domain.organization_id => Err(exists(
            Code::OrganizationDomainAlreadyExists,
            "This domain is already used by another organization.",
        )),
        _ => Ok(()),
    }
}

fn exists(code: Code, long: &str) -> Error {
    invalid(code, "name", "organization domain already exists", long)
}

fn domains_enabled(settings: &OrganizationSettings) -> Result<()> {
    enabled(settings)?;
    if settings.domains_enabled {
        return Ok(());
    }
    let long =
        "Organization domains are disabled for this instance. Enable them in its organization settings.";
    Err(refused(Code::OrganizationDomainsNotEnabled, "organization domains not enabled", long))
}

fn mode_enabled(settings: &OrganizationSettings, mode: &Mode) -> Result<()> {
    if *mode == Mode::EnterpriseSso {
        let expected = "manual_invitation, automatic_invitation, or automatic_suggestion. Enterprise SSO is not supported yet";
        return Err(not_allowed("enrollment_mode", expected));
    }
    if *mode == Mode::ManualInvitation
        || settings.domains_enrollment_modes.iter().any(|one| one == mode.as_str())
    {
        return Ok(());
    }
    let long = format!("The enrollment mode {mode} is disabled for this instance.");
    let code = Code::OrganizationDomainEnrollmentModeNotEnabled;
    let refusal = refused(code, "organization enrollment mode not enabled", long);
    Err(refusal.with_meta("param_name", json!("enrollment_mode")))
}

/// Normalizes a domain name. Public email providers are rejected.
fn name(name: &str) -> Result<String> {
    let name = normal(name).to_lowercase();
    if name.is_empty() {
        return Err(blank("name"));
    }
    if name.len() > LENGTH {
        return Err(too_long("name", LENGTH));
    }
    let name = ascii_domain(&name).ok_or_else(|| malformed("name", "a domain, such as example.com"))?;
    let name = name.into_owned();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !name.contains('.') || !name.split('.').all(label) {
        return Err(malformed("name", "a domain, such as example.com"));
    }
    if is_disposable(&name) {
        let long = "This is a disposable email domain. Use a domain that belongs to the organization.";
        return Err(invalid(Code::OrganizationDomainBlocked, "name", "blocked email domain", long));
    }
    if is_common(&name) {
        let long = "This is a public email provider's domain. Use a domain that belongs to the organization.";
        return Err(invalid(Code::OrganizationDomainCommon, "name", "common email domain", long));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_has_one_normal_form() {
        assert_eq!(name(" Example.COM ").unwrap(), "example.com");
        assert_eq!(name("münchen.example").unwrap(), "xn--mnchen-3ya.example");
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        let long = format!("{}.com", "a".repeat(250));
        for (text, code) in [
            ("", "form_param_nil"),
            ("localhost", "form_param_format_invalid"),
            ("http://example.com", "form_param_format_invalid"),
            ("-a.com", "form_param_format_invalid"),
            ("a..com", "form_param_format_invalid"),
            ("a b.com", "form_param_format_invalid"),
            (long.as_str(), "form_param_max_length_exceeded"),
            ("Gmail.com", "organization_domain_common"),
            ("mailinator.com", "organization_domain_blocked"),
        ] {
            assert_eq!(name(text).unwrap_err().code(), Some(code), "{text}");
        }
    }
}
