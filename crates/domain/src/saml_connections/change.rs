use housekey_contract::backend::saml_connections::{
    CreateSamlConnection, GiveSamlLoginHint, MapSamlAttributes, UpdateSamlConnection,
};
use housekey_contract::object::{SamlAttributeMapping, SamlLoginHint, SamlLoginHintMode};
use housekey_contract::{Millis, OrganizationId, Patch, SamlConnectionId};
use housekey_store::saml_connections::{IdentityProvider, SamlConnectionRecord};
use serde_json::json;

use super::certificate::Certificate;
use super::metadata::Metadata;
use super::provider::{self, put_certificate, some};
use crate::error::{Code, Error, Result, blank, missing, not_allowed, refused};
use crate::text::bounded;
use crate::web::{self, Hosts};

/// Maximum length of names, including attribute names.
const NAME: usize = 256;
/// Maximum number of domains of a connection.
const MAX_DOMAINS: usize = 100;

/// Common attribute names of identity providers.
fn usual_attributes() -> SamlAttributeMapping {
    SamlAttributeMapping {
        user_id: "user.id".into(),
        email_address: "mail".into(),
        first_name: "firstName".into(),
        last_name: "lastName".into(),
    }
}

/// The metadata URL of a new connection, to be fetched.
pub fn url_of_new(request: &CreateSamlConnection) -> Option<&str> {
    request.idp_metadata_url.as_deref().map(str::trim).filter(|url| !url.is_empty())
}

/// The metadata URL of an updated connection, to be fetched.
pub fn url_of_change(request: &UpdateSamlConnection) -> Option<&str> {
    match &request.idp_metadata_url {
        Patch::Set(url) => Some(url.trim()).filter(|url| !url.is_empty()),
        _ => None,
    }
}

/// A validated connection.
#[derive(Clone, Debug)]
pub struct NewConnection {
    record: SamlConnectionRecord,
}

impl NewConnection {
    /// Validates a request. `fetched` is the metadata from its URL, if any.
    pub fn check(request: CreateSamlConnection, fetched: Option<Metadata>) -> Result<Self> {
        let mut idp = IdentityProvider::default();
        let given = Given {
            entity_id: request.idp_entity_id.map_or(Patch::Keep, Patch::Set),
            sso_url: request.idp_sso_url.map_or(Patch::Keep, Patch::Set),
            certificate: request.idp_certificate.map_or(Patch::Keep, Patch::Set),
            metadata_url: request.idp_metadata_url.map_or(Patch::Keep, Patch::Set),
            metadata: request.idp_metadata.map_or(Patch::Keep, Patch::Set),
        };
        given.apply(fetched, &mut idp)?;
        let mut attribute_mapping = usual_attributes();
        map_attributes(request.attribute_mapping, &mut attribute_mapping)?;
        let record = SamlConnectionRecord {
            name: name(&request.name)?,
            domains: domains(request.domain, request.domains)?.ok_or_else(|| missing("domains"))?,
            provider: request.provider,
            idp,
            organization_id: request.organization_id.filter(|id| !id.as_str().is_empty()),
            attribute_mapping,
            sync_user_attributes: true,
            force_authn: request.force_authn.unwrap_or_default(),
            login_hint: login_hint(request.login_hint)?.unwrap_or_else(no_hint),
            ..SamlConnectionRecord::default()
        };
        Ok(Self { record })
    }

    pub(super) fn record(&self, id: SamlConnectionId, now: Millis) -> SamlConnectionRecord {
        SamlConnectionRecord { id, created_at: now, updated_at: now, ..self.record.clone() }
    }
}

/// Validated changes to a connection.
#[derive(Clone, Debug)]
pub struct ConnectionChange {
    request: UpdateSamlConnection,
    domains: Option<Vec<String>>,
    /// The identity provider after the change.
    idp: IdentityProvider,
    attribute_mapping: SamlAttributeMapping,
    login_hint: Option<SamlLoginHint>,
}

impl ConnectionChange {
    /// Validates a request against the current connection. `fetched` is the metadata from the request's URL.
    pub fn check(
        mut request: UpdateSamlConnection,
        former: &SamlConnectionRecord,
        fetched: Option<Metadata>,
    ) -> Result<Self> {
        if request.active == Some(true) {
            return Err(not_consumed());
        }
        request.name = request.name.as_deref().map(name).transpose()?;
        let login_hint = login_hint(request.login_hint.take())?;
        let given = Given {
            entity_id: std::mem::take(&mut request.idp_entity_id),
            sso_url: std::mem::take(&mut request.idp_sso_url),
            certificate: std::mem::take(&mut request.idp_certificate),
            metadata_url: std::mem::take(&mut request.idp_metadata_url),
            metadata: std::mem::take(&mut request.idp_metadata),
        };
        let (mut idp, mut attribute_mapping) = (former.idp.clone(), former.attribute_mapping.clone());
        given.apply(fetched, &mut idp)?;
        map_attributes(request.attribute_mapping.take(), &mut attribute_mapping)?;
        let domains = domains(request.domain.take(), request.domains.take())?;
        Ok(Self { request, domains, idp, attribute_mapping, login_hint })
    }

    pub(super) fn new_organization(&self) -> Option<&OrganizationId> {
        match &self.request.organization_id {
            Patch::Set(id) => Some(id),
            _ => None,
        }
    }

    pub(super) fn apply(&self, connection: &mut SamlConnectionRecord, now: Millis) {
        let request = self.request.clone();
        put(&mut connection.name, request.name);
        put(&mut connection.domains, self.domains.clone());
        put(&mut connection.organization_id, request.organization_id.change());
        put(&mut connection.sync_user_attributes, request.sync_user_attributes);
        put(&mut connection.allow_subdomains, request.allow_subdomains);
        put(&mut connection.allow_idp_initiated, request.allow_idp_initiated);
        put(&mut connection.disable_additional_identifications, request.disable_additional_identifications);
        put(&mut connection.allow_organization_account_linking, request.allow_organization_account_linking);
        put(&mut connection.force_authn, request.force_authn);
        put(&mut connection.login_hint, self.login_hint.clone());
        connection.idp.clone_from(&self.idp);
        connection.attribute_mapping.clone_from(&self.attribute_mapping);
        connection.updated_at = now;
    }
}

/// The identity provider's fields in a request.
struct Given {
    entity_id: Patch<String>,
    sso_url: Patch<String>,
    certificate: Patch<String>,
    metadata_url: Patch<String>,
    metadata: Patch<String>,
}

impl Given {
    /// Applies individual fields first, then metadata, which takes precedence.
    fn apply(self, fetched: Option<Metadata>, idp: &mut IdentityProvider) -> Result<()> {
        let form = |patch: Patch<String>, form: fn(&str) -> Result<Option<String>>| {
            patch.change().map(|text| text.as_deref().map_or(Ok(None), form)).transpose()
        };
        put(&mut idp.entity_id, form(self.entity_id, provider::entity_id)?);
        put(&mut idp.sso_url, form(self.sso_url, |text| provider::address("idp_sso_url", text))?);
        if let Some(text) = self.certificate.change() {
            let certificate = text.as_deref().and_then(some);
            let certificate = certificate.as_deref().map(Certificate::parse).transpose()?;
            put_certificate(idp, certificate.as_ref());
        }
        let pasted = match self.metadata.change() {
            None => None,
            Some(text) => {
                let text = text.as_deref().and_then(some);
                idp.metadata.clone_from(&text);
                text.as_deref().map(|xml| Metadata::parse(xml, "idp_metadata")).transpose()?
            }
        };
        put(
            &mut idp.metadata_url,
            form(self.metadata_url, |text| provider::address("idp_metadata_url", text))?,
        );
        if let Some(metadata) = fetched.or(pasted) {
            idp.entity_id = Some(metadata.entity_id);
            idp.sso_url = Some(metadata.sso_url);
            put_certificate(idp, Some(&metadata.certificate));
        }
        Ok(())
    }
}

fn put<T>(field: &mut T, change: Option<T>) {
    if let Some(value) = change {
        *field = value;
    }
}

fn name(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() { Err(blank("name")) } else { bounded("name", text.to_owned(), NAME) }
}

/// The domains of a request, from either field, without duplicates.
fn domains(one: Option<String>, many: Option<Vec<String>>) -> Result<Option<Vec<String>>> {
    if one.is_none() && many.is_none() {
        return Ok(None);
    }
    let mut domains: Vec<String> = Vec::new();
    for text in one.into_iter().chain(many.into_iter().flatten()).take(MAX_DOMAINS + 1) {
        let domain = web::host("domains", &text, Hosts::Qualified)?;
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    match domains.len() {
        0 => Err(missing("domains")),
        1..=MAX_DOMAINS => Ok(Some(domains)),
        _ => Err(not_allowed("domains", &format!("an array of at most {MAX_DOMAINS} domains"))),
    }
}

fn map_attributes(change: Option<MapSamlAttributes>, mapping: &mut SamlAttributeMapping) -> Result<()> {
    let change = change.unwrap_or_default();
    for (field, text, param) in [
        (&mut mapping.user_id, change.user_id, "attribute_mapping.user_id"),
        (&mut mapping.email_address, change.email_address, "attribute_mapping.email_address"),
        (&mut mapping.first_name, change.first_name, "attribute_mapping.first_name"),
        (&mut mapping.last_name, change.last_name, "attribute_mapping.last_name"),
    ] {
        if let Some(text) = text {
            *field = bounded(param, text.trim().to_owned(), NAME)?;
        }
    }
    Ok(())
}

fn login_hint(hint: Option<GiveSamlLoginHint>) -> Result<Option<SamlLoginHint>> {
    let Some(hint) = hint else { return Ok(None) };
    let source = hint.source.as_deref().and_then(some);
    let source = source.map(|source| bounded("login_hint.source", source, NAME)).transpose()?;
    match (&hint.mode, source) {
        (SamlLoginHintMode::CustomAttribute, None) => Err(missing("login_hint.source")),
        (SamlLoginHintMode::CustomAttribute, source) => Ok(Some(SamlLoginHint { mode: hint.mode, source })),
        _ => Ok(Some(SamlLoginHint { mode: hint.mode, source: None })),
    }
}

fn no_hint() -> SamlLoginHint {
    SamlLoginHint { mode: SamlLoginHintMode::Off, source: None }
}

/// SAML responses aren't processed yet.
fn not_consumed() -> Error {
    let long = "active can't be true yet, because this version of the server doesn't support signing in with SAML. \
                Everything else can be configured.";
    refused(Code::SamlConnectionCantBeActivated, "not supported", long)
        .with_meta("param_name", json!("active"))
}
