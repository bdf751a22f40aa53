//! Configuration: flags override `HOUSEKEY_*` variables, which override a TOML file, which overrides the defaults.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use housekey_store::DatabaseUrl;
use serde::{Deserialize, Serialize};

use crate::outbound::PrivateAddresses;

/// A rate limit per instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Number of requests.
    pub requests: u32,
    /// Length of the window in seconds.
    pub seconds: u32,
}

/// Whether anyone may create an application.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// Only if the server's first instance is a development instance.
    #[default]
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

/// Settings for accountless applications.
#[derive(Clone, Copy, Debug)]
pub struct Accountless {
    /// Whether they are offered.
    pub offer: Offer,
    /// Maximum number of unclaimed applications.
    pub most_unclaimed: u64,
    /// Maximum number of unclaimed applications created from one address.
    pub most_from_one: u64,
    /// Size of the key pool. Generating a key takes about 100 ms.
    pub keys_ahead: usize,
}

impl Default for Accountless {
    fn default() -> Self {
        Self { offer: Offer::Off, most_unclaimed: 1_000, most_from_one: 100, keys_ahead: 8 }
    }
}

/// All options. Each can be set by a flag, an environment variable or a key in the file.
#[derive(Args, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::doc_markdown, reason = "the help on a terminal shows these lines as they are")]
pub struct Options {
    /// TOML configuration file [default: housekey.toml in the data directory, if present]
    #[arg(long, env = "HOUSEKEY_CONFIG", global = true)]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Data directory, which holds the database and the master key [default: ./housekey-data]
    #[arg(long, env = "HOUSEKEY_DATA", global = true)]
    pub data: Option<PathBuf>,
    /// Database URL: sqlite:PATH or postgres://USER@HOST/NAME [default: housekey.db in the data directory]
    #[arg(long, env = "HOUSEKEY_DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// Encryption key for stored secrets: 32 bytes in base64 [default: master.key in the data directory]
    #[arg(long, env = "HOUSEKEY_MASTER_KEY", hide_env_values = true, global = true)]
    pub master_key: Option<String>,
    /// Address to listen on; port 0 chooses a free port [default: 127.0.0.1:4600]
    #[arg(long, env = "HOUSEKEY_LISTEN", global = true)]
    pub listen: Option<SocketAddr>,
    /// Base URL at which browsers and clients reach the server [default: http:// and the listen address]
    #[arg(long, env = "HOUSEKEY_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// Secret key of the first instance (sk_test_…) [default: random]
    #[arg(long, env = "HOUSEKEY_SECRET_KEY", hide_env_values = true, global = true)]
    pub secret_key: Option<String>,
    /// Publishable key of the first instance (pk_test_…) [default: derived from the public URL]
    #[arg(long, env = "HOUSEKEY_PUBLISHABLE_KEY", global = true)]
    pub publishable_key: Option<String>,
    /// SMTP server for emails: smtps://USER:PASSWORD@HOST, or smtp://…?tls=required for STARTTLS
    #[arg(long, env = "HOUSEKEY_SMTP_URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,
    /// Sender address for emails, such as "Acme <noreply@example.com>" [default: noreply@ the public URL's host]
    #[arg(long, env = "HOUSEKEY_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
    /// URL of the HTTP gateway for SMS; each SMS is one POST
    #[arg(long, env = "HOUSEKEY_SMS_URL", hide_env_values = true, global = true)]
    pub sms_url: Option<String>,
    /// Header for the SMS gateway, as "Name: value"; may be repeated (one per line in the variable, a list in the file)
    #[arg(
        long = "sms-header",
        env = "HOUSEKEY_SMS_HEADERS",
        hide_env_values = true,
        value_delimiter = '\n',
        global = true
    )]
    pub sms_headers: Option<Vec<String>>,
    /// Request body for the SMS gateway [default: {"to":"{{to}}","message":"{{message}}"}]
    #[arg(long, env = "HOUSEKEY_SMS_BODY", global = true)]
    pub sms_body: Option<String>,
    /// Log format [default: text]
    #[arg(long, env = "HOUSEKEY_LOG_FORMAT", global = true)]
    pub log_format: Option<LogFormat>,
    /// Log level (error, warn, info, debug, trace) or `tracing` filter [default: info]
    #[arg(long, env = "HOUSEKEY_LOG", global = true)]
    pub log: Option<String>,
    /// Rate limit of each production instance, as REQUESTS/SECONDS, or off [default: 1000/10]
    #[arg(long, env = "HOUSEKEY_LIVE_RATE_LIMIT", global = true)]
    pub live_rate_limit: Option<String>,
    /// Rate limit of each development instance, as REQUESTS/SECONDS, or off [default: off]
    #[arg(long, env = "HOUSEKEY_TEST_RATE_LIMIT", global = true)]
    pub test_rate_limit: Option<String>,
    /// Whether anyone may create a development instance without a key [default: auto]
    #[arg(long, env = "HOUSEKEY_ACCOUNTLESS", global = true)]
    pub accountless: Option<Offer>,
    /// Whether webhooks and other requests on behalf of instances may reach private addresses; auto allows it for
    /// development instances if the server listens on loopback with a loopback public URL [default: auto]
    #[arg(long, env = "HOUSEKEY_PRIVATE_ADDRESSES", global = true)]
    pub private_addresses: Option<PrivateAddresses>,
    /// Range API for breached passwords, such as https://api.pwnedpasswords.com/range/; the first five hex digits of
    /// the password's SHA-1 are appended [default: none]
    #[arg(long, env = "HOUSEKEY_BREACHED_PASSWORDS_URL", global = true)]
    pub breached_passwords_url: Option<String>,
}

/// The log format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Human-readable lines.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

/// The effective configuration.
#[derive(Clone)]
pub struct Config {
    /// The data directory, which holds the database and the master key.
    pub data: PathBuf,
    /// The database.
    pub database_url: DatabaseUrl,
    /// The encryption key, if not read from `master.key`.
    pub master_key: Option<String>,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The base URL at which browsers and clients reach the server, without a trailing slash.
    pub public_url: String,
    /// The first instance's secret key.
    pub secret_key: Option<String>,
    /// The first instance's publishable key.
    pub publishable_key: Option<String>,
    /// The SMTP server for emails.
    pub smtp_url: Option<String>,
    /// The sender address for emails.
    pub mail_from: String,
    /// The URL of the HTTP gateway for SMS.
    pub sms_url: Option<String>,
    /// Headers for the SMS gateway, as `Name: value`.
    pub sms_headers: Vec<String>,
    /// The request body for the SMS gateway, with the placeholders `{{to}}` and `{{message}}`.
    pub sms_body: String,
    /// The log format.
    pub log_format: LogFormat,
    /// The log level or filter.
    pub log: String,
    /// The rate limit of each production instance.
    pub live_rate_limit: Option<Rate>,
    /// The rate limit of each development instance.
    pub test_rate_limit: Option<Rate>,
    /// Whether anyone may create a development instance without a key.
    pub accountless: Offer,
    /// Whether instances may make the server reach private addresses.
    pub private_addresses: PrivateAddresses,
    /// The range API for breached passwords.
    pub breached_passwords_url: Option<String>,
}

impl Config {
    /// Resolves each option from the flags or the environment (merged by clap), else the file, else the default.
    pub fn of(flags: Options) -> Result<Self> {
        let data = flags.data.clone();
        let file = if let Some(path) = &flags.config {
            read(path)?
        } else {
            let path = data.clone().unwrap_or_else(default_data).join("housekey.toml");
            if path.exists() { read(&path)? } else { Options::default() }
        };
        let data = data.or(file.data).unwrap_or_else(default_data);
        let listen = flags.listen.or(file.listen).unwrap_or(([127, 0, 0, 1], 4600).into());
        let database_url = match flags.database_url.or(file.database_url) {
            Some(url) => url.parse()?,
            None => DatabaseUrl::Sqlite(data.join("housekey.db")),
        };
        let public_url = match flags.public_url.or(file.public_url) {
            Some(url) => checked_url(&url)?,
            None => format!("http://{}", reachable(listen)),
        };
        let mail_from = flags.mail_from.or(file.mail_from);
        Ok(Self {
            mail_from: mail_from.unwrap_or_else(|| format!("noreply@{}", mail_domain(&public_url))),
            smtp_url: flags.smtp_url.or(file.smtp_url),
            sms_url: flags.sms_url.or(file.sms_url),
            sms_headers: flags.sms_headers.or(file.sms_headers).unwrap_or_default(),
            sms_body: flags.sms_body.or(file.sms_body).unwrap_or_else(|| SMS_BODY.to_owned()),
            database_url,
            listen,
            public_url,
            master_key: flags.master_key.or(file.master_key),
            secret_key: flags.secret_key.or(file.secret_key),
            publishable_key: flags.publishable_key.or(file.publishable_key),
            log_format: flags.log_format.or(file.log_format).unwrap_or_default(),
            log: flags.log.or(file.log).unwrap_or_else(|| "info".to_owned()),
            live_rate_limit: rate(
                flags.live_rate_limit.or(file.live_rate_limit).as_deref().unwrap_or("1000/10"),
            )?,
            test_rate_limit: rate(
                flags.test_rate_limit.or(file.test_rate_limit).as_deref().unwrap_or("off"),
            )?,
            accountless: flags.accountless.or(file.accountless).unwrap_or_default(),
            private_addresses: flags.private_addresses.or(file.private_addresses).unwrap_or_default(),
            breached_passwords_url: flags
                .breached_passwords_url
                .or(file.breached_passwords_url)
                .map(|url| checked_list(&url))
                .transpose()?,
            data,
        })
    }

    /// Replaces port 0 in the listen address and the public URL with the port that was bound.
    #[must_use]
    pub fn listening_on(self, address: SocketAddr) -> Self {
        let follows = self.public_url == format!("http://{}", reachable(self.listen));
        let public_url = if follows { format!("http://{}", reachable(address)) } else { self.public_url };
        Self { listen: address, public_url, ..self }
    }

    /// Whether instances may make the server reach private addresses; `auto` forbids it if other machines can connect.
    pub fn private_addresses(&self) -> PrivateAddresses {
        match self.private_addresses {
            PrivateAddresses::Auto if !self.listen.ip().is_loopback() => PrivateAddresses::Off,
            chosen => chosen,
        }
    }

    /// The host of the public URL, including the port if any.
    pub fn public_host(&self) -> &str {
        self.public_url.split_once("://").map_or("", |(_, host)| host)
    }
}

/// The default request body for the SMS gateway.
const SMS_BODY: &str = r#"{"to":"{{to}}","message":"{{message}}"}"#;

/// The domain for the default sender address.
fn mail_domain(url: &str) -> &str {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    let name = host.split(':').next().unwrap_or(host);
    let is_address = host.starts_with('[') || name.parse::<std::net::IpAddr>().is_ok();
    if is_address { "localhost" } else { name }
}

fn default_data() -> PathBuf {
    PathBuf::from("./housekey-data")
}

fn read(path: &Path) -> Result<Options> {
    let text = std::fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("failed to parse {}", path.display()))
}

/// The listen address as reachable by a browser on this machine.
fn reachable(listen: SocketAddr) -> SocketAddr {
    if listen.ip().is_unspecified() { ([127, 0, 0, 1], listen.port()).into() } else { listen }
}

fn checked_url(url: &str) -> Result<String> {
    let url = url.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => Ok(url.to_owned()),
        _ => bail!(
            "invalid public URL {url:?}: expected http:// or https:// and a host, such as https://id.example.com"
        ),
    }
}

/// Validates the URL of a range API; hash prefixes can be appended to the result.
fn checked_list(url: &str) -> Result<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if !is_web || url.contains(['#', ' ']) {
        bail!("invalid URL for breached passwords {url:?}: expected http:// or https://");
    }
    Ok(if url.ends_with(['/', '=']) { url.to_owned() } else { format!("{url}/") })
}

fn rate(text: &str) -> Result<Option<Rate>> {
    if text == "off" {
        return Ok(None);
    }
    let parts = text
        .split_once('/')
        .and_then(|(requests, seconds)| Some((requests.parse().ok()?, seconds.parse().ok()?)));
    match parts {
        Some((requests, seconds)) if seconds > 0 => Ok(Some(Rate { requests, seconds })),
        _ => bail!("invalid rate limit {text:?}: expected REQUESTS/SECONDS, such as 1000/10, or off"),
    }
}

/// The effective configuration as TOML, with secrets redacted.
impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = |rate: Option<Rate>| {
            rate.map_or("off".to_owned(), |rate| format!("{}/{}", rate.requests, rate.seconds))
        };
        let secret = |value: &Option<String>| value.as_ref().map(|_| "[redacted]".to_owned());
        let rows = [
            ("data", Some(self.data.display().to_string())),
            ("database_url", Some(self.database_url.to_string())),
            ("master_key", secret(&self.master_key)),
            ("listen", Some(self.listen.to_string())),
            ("public_url", Some(self.public_url.clone())),
            ("secret_key", secret(&self.secret_key)),
            ("publishable_key", self.publishable_key.clone()),
            ("smtp_url", secret(&self.smtp_url)),
            ("mail_from", Some(self.mail_from.clone())),
            ("sms_url", secret(&self.sms_url)),
            ("sms_headers", secret(&self.sms_headers.first().cloned())),
            ("sms_body", Some(self.sms_body.clone())),
            ("log_format", Some(format!("{:?}", self.log_format).to_lowercase())),
            ("log", Some(self.log.clone())),
            ("live_rate_limit", Some(rate(self.live_rate_limit))),
            ("test_rate_limit", Some(rate(self.test_rate_limit))),
            ("accountless", Some(format!("{:?}", self.accountless).to_lowercase())),
            ("private_addresses", Some(format!("{:?}", self.private_addresses).to_lowercase())),
            ("breached_passwords_url", self.breached_passwords_url.clone()),
        ];
        for (name, value) in rows {
            match value {
                Some(value) => writeln!(f, "{name} = {value:?}")?,
                None => writeln!(f, "# {name} is not set")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_win_over_the_file_and_the_file_over_defaults() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("housekey.toml"), "listen = '127.0.0.1:1'\nlog = 'debug'")
            .unwrap();
        let flags =
            Options { data: Some(directory.path().into()), log: Some("warn".into()), ..Options::default() };
        let config = Config::of(flags).unwrap();
        assert_eq!(
            (config.listen.port(), config.log.as_str(), config.log_format),
            (1, "warn", LogFormat::Text)
        );
    }

    #[test]
    fn private_addresses_are_closed_where_others_connect_unless_the_operator_opens_them() {
        let chosen = |listen: &str, private_addresses| {
            let listen = Some(listen.parse().unwrap());
            let flags =
                Options { data: Some("/nowhere".into()), listen, private_addresses, ..Options::default() };
            Config::of(flags).unwrap().private_addresses()
        };
        assert_eq!(chosen("127.0.0.1:4600", None), PrivateAddresses::Auto);
        assert_eq!(chosen("[::1]:4600", None), PrivateAddresses::Auto);
        for listen in ["0.0.0.0:4600", "[::]:4600", "192.168.1.1:4600"] {
            assert_eq!(chosen(listen, None), PrivateAddresses::Off, "{listen}");
            assert_eq!(chosen(listen, Some(PrivateAddresses::On)), PrivateAddresses::On, "{listen}");
        }
    }

    #[test]
    fn the_printed_configuration_holds_no_secret() {
        let flags = Options {
            data: Some("/nowhere".into()),
            database_url: Some("postgres://user:hunter2@db/x".into()),
            master_key: Some("master-hunter2".into()),
            secret_key: Some("sk_test_hunter2".into()),
            smtp_url: Some("smtps://user:hunter2@mail.example.com".into()),
            sms_url: Some("https://sms.example.com/hunter2".into()),
            sms_headers: Some(vec!["Authorization: hunter2".into()]),
            ..Options::default()
        };
        let printed = Config::of(flags).unwrap().to_string();
        assert!(!printed.contains("hunter2"), "{printed}");
        assert!(printed.contains("[redacted]"), "{printed}");
    }

    #[test]
    fn a_mistake_is_told_with_what_would_be_right() {
        for (flags, hint) in [
            (Options { public_url: Some("example.com".into()), ..Options::default() }, "https://"),
            (Options { live_rate_limit: Some("fast".into()), ..Options::default() }, "1000/10"),
            (Options { database_url: Some("mysql://x".into()), ..Options::default() }, "sqlite:"),
        ] {
            let error = format!("{:#}", Config::of(flags).err().unwrap());
            assert!(error.contains(hint), "{error}");
        }
    }
}
