use housekey_store::saml_connections::IdentityProvider;
use url::Url;

use super::certificate::Certificate;
use crate::error::{Result, malformed};
use crate::text::bounded;
use crate::web::URL_LENGTH;

/// Maximum length of an entity id (SAML 2.0 core, section 8.3.6).
const ENTITY_ID: usize = 1_024;

/// Normalizes an entity id: any text.
pub(super) fn entity_id(text: &str) -> Result<Option<String>> {
    some(text).map(|text| bounded("idp_entity_id", text, ENTITY_ID)).transpose()
}

/// Normalizes a URL of an identity provider; it may have a query.
pub(super) fn address(param: &str, text: &str) -> Result<Option<String>> {
    let Some(text) = some(text) else { return Ok(None) };
    let text = bounded(param, text, URL_LENGTH)?;
    let url = Url::parse(&text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none()
    });
    let url =
        url.ok_or_else(|| malformed(param, "an http:// or https:// URL without credentials or fragment"))?;
    Ok(Some(url.into()))
}

/// Sets an identity provider's certificate and the fields derived from it.
pub(super) fn put_certificate(idp: &mut IdentityProvider, certificate: Option<&Certificate>) {
    idp.certificate = certificate.map(|certificate| certificate.base64.clone());
    idp.certificate_issued_at = certificate.map(|certificate| certificate.issued_at);
    idp.certificate_expires_at = certificate.map(|certificate| certificate.expires_at);
}

/// Empty text is `None`.
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
