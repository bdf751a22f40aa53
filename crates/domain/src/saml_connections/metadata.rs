use housekey_contract::SamlConnectionId;
use roxmltree::{Document, Node, ParsingOptions};

use super::certificate::Certificate;
use super::provider;
use crate::error::{Code, Error, Result, invalid, too_large};

/// Maximum size of metadata in bytes.
pub(super) const MAX_BYTES: usize = 256 * 1024;
/// Maximum number of elements, attributes and texts in metadata.
const MAX_NODES: u32 = 20_000;
const MD: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
/// Supported request bindings, best first.
const BINDINGS: [&str; 2] =
    ["urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"];

/// An identity provider's metadata.
#[derive(Clone, Debug)]
pub struct Metadata {
    pub(super) entity_id: String,
    pub(super) sso_url: String,
    pub(super) certificate: Certificate,
}

impl Metadata {
    /// Maximum size of metadata in bytes.
    pub const MAX_BYTES: usize = MAX_BYTES;

    /// Parses metadata (SAML 2.0 metadata, section 2.4). Document types are rejected, and with them entity
    /// declarations: nothing is expanded or fetched. `param` is the parameter that contained the metadata.
    pub fn parse(xml: &str, param: &str) -> Result<Self> {
        if xml.len() > MAX_BYTES {
            return Err(too_large(param, MAX_BYTES));
        }
        let unreadable = |why: &str| {
            let long = format!("{param} must be the metadata of a SAML identity provider: {why}.");
            invalid(Code::SamlFailedToParseIdpMetadata, param, "is invalid", long)
        };
        let options =
            ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        let document = Document::parse_with_options(xml, options)
            .map_err(|error| unreadable(&format!("it can't be read ({error})")))?;
        let entity = the_entity(&document).map_err(unreadable)?;
        let role =
            child(entity, MD, "IDPSSODescriptor").ok_or_else(|| unreadable("it has no IDPSSODescriptor"))?;
        let entity_id = entity.attribute("entityID").unwrap_or_default();
        let entity_id = provider::entity_id(entity_id)?.ok_or_else(|| unreadable("it has no entityID"))?;
        let location =
            sign_on(role).ok_or_else(|| unreadable("it has no SingleSignOnService for browsers"))?;
        let sso_url = provider::address(param, location)?
            .ok_or_else(|| unreadable("its SingleSignOnService has no Location"))?;
        let certificate = certificate(role).ok_or_else(|| unreadable("it has no signing certificate"))?;
        let certificate = Certificate::parse(certificate).map_err(|error| about(error, param))?;
        Ok(Self { entity_id, sso_url, certificate })
    }
}

/// The identity provider's entity: the document itself, or the only identity provider in a federation's list.
fn the_entity<'a, 'input>(document: &'a Document<'input>) -> Result<Node<'a, 'input>, &'static str> {
    let root = document.root_element();
    if root.has_tag_name((MD, "EntityDescriptor")) {
        return Ok(root);
    }
    if !root.has_tag_name((MD, "EntitiesDescriptor")) {
        return Err("its root element is not an EntityDescriptor");
    }
    let is_provider = |node: &Node<'_, '_>| {
        node.has_tag_name((MD, "EntityDescriptor")) && child(*node, MD, "IDPSSODescriptor").is_some()
    };
    let mut providers = root.children().filter(is_provider);
    match (providers.next(), providers.next()) {
        (Some(provider), None) => Ok(provider),
        (None, _) => Err("it lists no identity provider"),
        _ => Err("it lists several identity providers, but only one is allowed"),
    }
}

/// The single sign-on URL.
fn sign_on<'a>(role: Node<'a, '_>) -> Option<&'a str> {
    let services = || role.children().filter(|node| node.has_tag_name((MD, "SingleSignOnService")));
    let by = |binding| services().find(|service| service.attribute("Binding") == Some(binding));
    BINDINGS.into_iter().find_map(by)?.attribute("Location")
}

/// The first certificate for signing, or for any use.
fn certificate<'a>(role: Node<'a, '_>) -> Option<&'a str> {
    let mut keys = role.children().filter(|node| node.has_tag_name((MD, "KeyDescriptor")));
    let key = keys.find(|key| matches!(key.attribute("use"), None | Some("signing")))?;
    let data = child(child(key, DS, "KeyInfo")?, DS, "X509Data")?;
    child(data, DS, "X509Certificate")?.text()
}

fn child<'a, 'input>(node: Node<'a, 'input>, namespace: &str, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.has_tag_name((namespace, name)))
}

/// The same refusal, about the parameter that was given.
fn about(error: Error, param: &str) -> Error {
    error.with_meta("param_name", param)
}

/// This service provider, as configured at a connection's identity provider.
#[derive(Clone, Debug)]
pub struct ServiceProvider {
    /// Its entity id.
    pub entity_id: String,
    /// The Assertion Consumer Service URL.
    pub acs_url: String,
    /// URL of its metadata.
    pub metadata_url: String,
}

impl ServiceProvider {
    /// The service provider of a connection, for a server's base URL.
    pub fn of(public_url: &str, id: &SamlConnectionId) -> Self {
        Self {
            entity_id: format!("{public_url}/v1/saml/{id}"),
            acs_url: format!("{public_url}/v1/saml/acs/{id}"),
            metadata_url: format!("{public_url}/v1/saml/metadata/{id}.xml"),
        }
    }

    /// Its metadata as XML.
    pub fn xml(&self) -> String {
        let (entity_id, acs_url) = (escaped(&self.entity_id), escaped(&self.acs_url));
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="{MD}" entityID="{entity_id}">
  <md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:AssertionConsumerService Binding="{post}" Location="{acs_url}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
"#,
            post = BINDINGS[1],
        )
    }
}

/// Escapes text for an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests;
