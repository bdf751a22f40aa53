use data_encoding::BASE64;
use housekey_contract::Millis;
use x509_cert::der::Decode;
use x509_cert::time::Time;

use crate::error::{Result, malformed, too_large};

/// The most bytes of a certificate, as it is given.
const MAX_BYTES: usize = 16 * 1024;

/// The certificate that a provider signs with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Certificate {
    /// DER in base64, without line breaks.
    pub(super) base64: String,
    /// From when on it holds.
    pub(super) issued_at: Millis,
    /// Until when it holds.
    pub(super) expires_at: Millis,
}

impl Certificate {
    /// Reads a certificate in PEM, or only what stands between PEM's lines. One that has expired is taken too: providers
    /// are told apart by their key, and many never renew the certificate around it.
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
