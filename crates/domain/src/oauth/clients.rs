use data_encoding::BASE64;
use housekey_store::Tx;
use housekey_store::oauth_applications::{OAuthApplicationRecord, find_by_client_id};
use percent_encoding::percent_decode_str;
use subtle::ConstantTimeEq;

use super::{Parameters, wrong};
use crate::error::{Code, Error, Result};
use crate::random;

/// What an application shows to prove which one it is.
#[derive(Clone)]
pub struct Credentials {
    client_id: String,
    secret_digest: Option<String>,
}

impl Credentials {
    /// Reads the credentials as specified in RFC 6749, section 2.3.1: from the header `Authorization: Basic` or from
    /// the parameters, but not both.
    pub fn read(authorization: Option<&str>, parameters: &Parameters) -> Result<Self> {
        let named = parameters.get("client_id");
        let Some(header) = authorization else {
            let id = named.ok_or_else(failed)?;
            return Ok(Self::new(id, parameters.get("client_secret")));
        };
        let (id, secret) = basic(header).ok_or_else(failed)?;
        if parameters.get("client_secret").is_some() || named.is_some_and(|named| named != id) {
            let long = "Send the client's credentials either in the Authorization header or as parameters, not both.";
            return Err(wrong(Code::InvalidRequest, long));
        }
        Ok(Self::new(&id, Some(secret.as_str()).filter(|secret| !secret.is_empty())))
    }

    /// Client id and optional client secret.
    fn new(client_id: &str, secret: Option<&str>) -> Self {
        Self { client_id: client_id.to_owned(), secret_digest: secret.map(random::hash_token) }
    }
}

/// Both parts are form-encoded before they are joined.
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64.decode(encoded.trim().as_bytes()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    let plain = |text: &str| -> Option<String> {
        let text = text.replace('+', " ");
        Some(percent_decode_str(&text).decode_utf8().ok()?.into_owned())
    };
    Some((plain(id)?, plain(secret)?))
}

/// Authenticates the application with these credentials.
pub fn authenticate(tx: &mut Tx<'_>, credentials: &Credentials) -> Result<OAuthApplicationRecord> {
    let application = find_by_client_id(tx, &credentials.client_id)?.ok_or_else(failed)?;
    match (&application.secret_digest, &credentials.secret_digest) {
        (None, None) if application.public => Ok(application),
        (Some(kept), Some(shown)) if bool::from(kept.as_bytes().ct_eq(shown.as_bytes())) => Ok(application),
        _ => Err(failed()),
    }
}

fn failed() -> Error {
    let long = "Client authentication failed: unknown client, or incorrect or missing secret.";
    wrong(Code::InvalidClient, long)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(authorization: Option<&str>, form: &str) -> Result<(String, bool)> {
        let credentials = Credentials::read(authorization, &Parameters::parse(form)?)?;
        Ok((credentials.client_id, credentials.secret_digest.is_some()))
    }

    #[test]
    fn an_application_is_named_in_one_place() {
        // `a b:s%3A1` in base64.
        let header = format!("Basic {}", BASE64.encode(b"a+b:s%3A1"));
        assert_eq!(read(Some(&header), "").unwrap(), ("a b".to_owned(), true));
        assert_eq!(read(Some(&header), "client_id=a+b").unwrap(), ("a b".to_owned(), true));
        assert_eq!(read(None, "client_id=a&client_secret=s").unwrap(), ("a".to_owned(), true));
        assert_eq!(read(None, "client_id=a").unwrap(), ("a".to_owned(), false));
        for (authorization, form, code) in [
            (Some(header.as_str()), "client_id=other", "invalid_request"),
            (Some(header.as_str()), "client_id=a+b&client_secret=s", "invalid_request"),
            (Some("Bearer x"), "client_id=a", "invalid_client"),
            (Some("Basic !"), "", "invalid_client"),
            (None, "", "invalid_client"),
            (None, "client_id=a&client_id=b", "invalid_request"),
        ] {
            assert_eq!(read(authorization, form).unwrap_err().code(), Some(code), "{authorization:?} {form}");
        }
    }
}
