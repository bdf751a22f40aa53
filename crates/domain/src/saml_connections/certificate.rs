use data_encoding::BASE64;
use housekey_contract::Millis;
use x509_cert::der::Decode;
use x509_cert::time::Time;

use crate::error::{Result, malformed, too_large};

/// Maximum size of a certificate in bytes, as given.
const MAX_BYTES: usize = 16 * 1024;

/// The signing certificate of an identity provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Certificate {
    /// DER in base64, without line breaks.
    pub(super) base64: String,
    /// Start of its validity.
    pub(super) issued_at: Millis,
    /// End of its validity.
    pub(super) expires_at: Millis,
}

impl Certificate {
    /// Parses a certificate in PEM, or its base64 content alone. Expired certificates are accepted: providers are
    /// identified by their key, and many never renew the certificate.
    pub(super) fn parse(text: &str) -> Result<Self> {
        if text.len() > MAX_BYTES {
            return Err(too_large("idp_certificate", MAX_BYTES));
        }
        let wrong = || malformed("idp_certificate", "an X.509 certificate: PEM, or DER in base64");
        let is_content = |line: &&str| !line.trim_start().starts_with("-----");
        let base64: String =
            text.lines().filter(is_content).flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
        let der = BASE64.decode(base64.as_bytes()).map_err(|_| wrong())?;
        let certificate = x509_cert::Certificate::from_der(&der).map_err(|_| wrong())?;
        let validity = certificate.tbs_certificate.validity;
        Ok(Self { base64, issued_at: moment(validity.not_before), expires_at: moment(validity.not_after) })
    }
}

fn moment(time: Time) -> Millis {
    Millis(i64::try_from(time.to_unix_duration().as_millis()).unwrap_or(i64::MAX))
}
