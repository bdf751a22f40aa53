use std::collections::HashMap;

use housekey_contract::backend::organization_domains::{ListAllOrganizationDomains, ListOrganizationDomains};
use housekey_contract::object::OrganizationEnrollmentMode as Mode;
use housekey_contract::{AnyOf, OrganizationDomainId, OrganizationId};
use housekey_store::Tx;
use housekey_store::mailbox::ascii_domain;
use housekey_store::organization_domains::{self, Filters, Order};
use housekey_store::organization_invitations::counts_pending_of_domains;
use housekey_store::organizations::{self as organization_rows, OrganizationRecord};

use super::DomainOf;
use crate::error::{Result, blank, not_allowed};
use crate::organization_memberships::listing::distinct;
use crate::organizations;
use crate::page::{Paging, order};
use crate::users::listing::{bounded, lowercase_pattern, signed};

/// A listing that has been checked.
#[derive(Clone, Debug)]
pub struct Listing {
    filters: Filters,
    order: Order,
}

impl Listing {
    /// Validates a request for an organization's domains.
    pub fn check(request: ListOrganizationDomains) -> Result<Self> {
        let order = ordered(None, request.limit, request.offset)?;
        let modes = request.enrollment_mode.map(|AnyOf(modes)| modes);
        let (modes, without_modes) = modes_of(modes)?;
        let verified = yes_or_no(request.verified.as_deref())?;
        Ok(Self { filters: Filters { verified, modes, without_modes, ..Filters::default() }, order })
    }

    /// Validates a request for all domains of the instance.
    pub fn of_instance(request: ListAllOrganizationDomains) -> Result<Self> {
        let order = ordered(request.order_by.as_deref(), request.limit, request.offset)?;
        let (modes, without_modes) = modes_of(request.enrollment_mode)?;
        if request.query.as_deref().is_some_and(|query| query.trim().is_empty()) {
            return Err(blank("query"));
        }
        let of_query = request.query.as_deref().map(str::trim);
        let of_query = of_query.filter(|query| query.starts_with(OrganizationId::PREFIX)).map(str::to_owned);
        let search = if of_query.is_some() { None } else { lowercase_pattern("query", request.query)? };
        let names = bounded("domains", request.domains)?.unwrap_or_default();
        let filters = Filters {
            organization: of_query.or(request.organization_id.map(|id| id.to_string())),
            verified: yes_or_no(request.verified.as_deref())?,
            modes,
            without_modes,
            names: names.iter().map(|name| one_form(name)).collect(),
            search,
        };
        Ok(Self { filters, order })
    }
}

/// What is no domain is nobody's, like any other unknown name.
fn one_form(name: &str) -> String {
    ascii_domain(&name.trim().to_lowercase()).unwrap_or_default().into_owned()
}

fn ordered(by: Option<&str>, limit: Option<i64>, offset: Option<i64>) -> Result<Order> {
    let paging = Paging::of(limit, offset)?;
    let (by_name, descending) = order(by, &[("name", true), ("created_at", false)])?;
    Ok(Order { by_name, descending, limit: paging.limit, offset: paging.offset })
}

fn yes_or_no(text: Option<&str>) -> Result<Option<bool>> {
    match text {
        None | Some("") => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(not_allowed("verified", "true or false")),
    }
}

/// Enrollment modes to include and to exclude.
fn modes_of(modes: Option<Vec<String>>) -> Result<(Vec<String>, Vec<String>)> {
    let (with, without) = signed("enrollment_mode", modes)?;
    match with.iter().chain(&without).find(|mode| !Mode::VALUES.contains(&mode.as_str())) {
        None => Ok((with, without)),
        Some(_) => Err(not_allowed(
            "enrollment_mode",
            &format!("one of {}, optionally prefixed with -", Mode::VALUES.join(", ")),
        )),
    }
}

/// The domains of an organization, newest first, and their total number.
pub fn listing(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
    listing: &Listing,
) -> Result<(Vec<DomainOf>, u64)> {
    let organization = organizations::get(tx, organization)?;
    let mut listing = listing.clone();
    listing.filters.organization = Some(organization.id.to_string());
    listing_of_instance(tx, &listing)
}

/// All domains of the instance, in order, and their total number.
pub fn listing_of_instance(tx: &mut Tx<'_>, listing: &Listing) -> Result<(Vec<DomainOf>, u64)> {
    let total = organization_domains::count(tx, &listing.filters)?;
    let domains = organization_domains::list(tx, &listing.filters, &listing.order)?;
    let ids: Vec<_> = domains.iter().map(|domain| domain.id.to_string()).collect();
    let pending: HashMap<OrganizationDomainId, i64> =
        counts_pending_of_domains(tx, &ids)?.into_iter().collect();
    let organizations = distinct(domains.iter().map(|domain| domain.organization_id.to_string()));
    let organizations = organization_rows::find_all(tx, &organizations)?;
    let organizations: HashMap<OrganizationId, OrganizationRecord> =
        organizations.into_iter().map(|organization| (organization.id.clone(), organization)).collect();
    let shown = domains.into_iter().filter_map(|domain| {
        Some(DomainOf {
            organization: organizations.get(&domain.organization_id)?.clone(),
            pending_invitations: pending.get(&domain.id).copied().unwrap_or_default(),
            domain,
        })
    });
    Ok((shown.collect(), total))
}
