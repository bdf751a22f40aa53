//! Connecting to a Postgres server, with TLS if required or available.

use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::SslMode;
use tokio_postgres::tls::NoTls;
use tokio_postgres::{Client, Config, Error};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::line::Wire;
use crate::{Result, StoreError};

/// Default connection timeout.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long sent bytes may stay unacknowledged before the connection counts as broken.
const USER_TIMEOUT: Duration = Duration::from_secs(30);

/// A server and how to connect to it.
pub(super) struct Target {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Target {
    /// Parses a URL like libpq, with two differences: `sslmode=require` also verifies the certificate, like
    /// `verify-full`, and `prefer` (the default) falls back to plaintext if the handshake fails.
    pub(super) fn parse(url: &str) -> Result<Self> {
        let (url, root) = without_tls_parameters(url);
        // The error isn't shown, because it may contain the password.
        let mut config: Config =
            url.parse().map_err(|_| StoreError::Url("its parts are not valid".to_owned()))?;
        config.tcp_user_timeout(USER_TIMEOUT).application_name("housekey");
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_TIMEOUT);
        }
        let tls = match config.get_ssl_mode() {
            SslMode::Disable => None,
            _ => Some(MakeRustlsConnect::new(tls_config(root.as_deref())?)),
        };
        Ok(Self { config, tls })
    }

    pub(super) async fn connect(&self) -> Result<(Client, Wire)> {
        let Some(tls) = self.tls.clone() else { return self.connect_plainly().await };
        match self.config.connect(tls).await {
            Ok((client, wire)) => Ok((client, Box::pin(wire))),
            Err(error) if self.config.get_ssl_mode() == SslMode::Prefer && error.as_db_error().is_none() => {
                self.connect_plainly().await
            }
            Err(error) => Err(unreachable(&error)),
        }
    }

    async fn connect_plainly(&self) -> Result<(Client, Wire)> {
        let mut config = self.config.clone();
        let connected = config.ssl_mode(SslMode::Disable).connect(NoTls).await;
        let (client, wire) = connected.map_err(|error| unreachable(&error))?;
        Ok((client, Box::pin(wire)))
    }
}

fn unreachable(error: &Error) -> StoreError {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    StoreError::Unavailable(format!("{error}{cause}"))
}

/// Removes `sslrootcert`, which the driver doesn't support, and treats the verifying modes as `require`, which always
/// verifies here.
fn without_tls_parameters(url: &str) -> (String, Option<String>) {
    let Some((base, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let mut root = None;
    let mut kept = Vec::new();
    for parameter in query.split('&') {
        match parameter.split_once('=') {
            Some(("sslrootcert", path)) => root = Some(path.to_owned()),
            Some(("sslmode", "verify-ca" | "verify-full")) => kept.push("sslmode=require"),
            _ => kept.push(parameter),
        }
    }
    (format!("{base}?{}", kept.join("&")), root)
}

/// Trusts the given certificates, or else the system's.
fn tls_config(root: Option<&str>) -> Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    match root {
        None => drop(roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs)),
        Some(path) => {
            let problem =
                |error: &dyn std::fmt::Display| StoreError::Url(format!("sslrootcert {path}: {error}"));
            for certificate in CertificateDer::pem_file_iter(path).map_err(|error| problem(&error))? {
                let certificate = certificate.map_err(|error| problem(&error))?;
                roots.add(certificate).map_err(|error| problem(&error))?;
            }
        }
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| StoreError::Other(error.to_string()))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_root_is_taken_out_and_makes_no_difference_to_the_rest() {
        let url = "postgres://ada@db/housekey?sslmode=verify-full&sslrootcert=/ca.pem&connect_timeout=3";
        let (url, root) = without_tls_parameters(url);
        assert_eq!(url, "postgres://ada@db/housekey?sslmode=require&connect_timeout=3");
        assert_eq!(root.as_deref(), Some("/ca.pem"));
    }

    #[test]
    fn a_url_that_makes_no_sense_is_refused_without_its_password() {
        let error = Target::parse("postgres://ada:secret@db/housekey?no_such=thing").err().unwrap();
        assert!(!error.to_string().contains("secret"), "{error}");
    }

    #[test]
    fn a_root_that_is_not_there_is_named() {
        let error = Target::parse("postgres://ada@db/housekey?sslrootcert=/no/such.pem").err().unwrap();
        assert!(error.to_string().contains("/no/such.pem"), "{error}");
    }
}
