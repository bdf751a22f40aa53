//! How the server is set up: flags, then `HOUSEKEY_*` in the environment, then a TOML file, then defaults.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use housekey_store::DatabaseUrl;
use serde::{Deserialize, Serialize};

use crate::accountless::Offer;
use crate::limits::Rate;

/// What can be set. Every field can be a flag, a variable or a key of the file, by the same name.
#[derive(Args, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// A TOML file with any of the other options [default: housekey.toml in the data directory, if it is there]
    #[arg(long, env = "HOUSEKEY_CONFIG", global = true)]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Where the database and the master key lie [default: ./housekey-data]
    #[arg(long, env = "HOUSEKEY_DATA", global = true)]
    pub data: Option<PathBuf>,
    /// The database: `sqlite:PATH` or `postgres://…` [default: housekey.db in the data directory]
    #[arg(long, env = "HOUSEKEY_DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// The key that secrets are sealed with, 32 bytes in base64 [default: the file master.key in the data directory]
    #[arg(long, env = "HOUSEKEY_MASTER_KEY", hide_env_values = true, global = true)]
    pub master_key: Option<String>,
    /// The address to listen on; port 0 is any that is free [default: 127.0.0.1:4600]
    #[arg(long, env = "HOUSEKEY_LISTEN", global = true)]
    pub listen: Option<SocketAddr>,
    /// Where the server is reached from outside [default: http:// and the address]
    #[arg(long, env = "HOUSEKEY_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// The first instance's secret key, `sk_test_…`, instead of a random one
    #[arg(long, env = "HOUSEKEY_SECRET_KEY", hide_env_values = true, global = true)]
    pub secret_key: Option<String>,
    /// The first instance's publishable key, `pk_test_…`, instead of one made from the public URL
    #[arg(long, env = "HOUSEKEY_PUBLISHABLE_KEY", global = true)]
    pub publishable_key: Option<String>,
    /// The SMTP server that e-mails leave through: `smtps://USER:PASSWORD@HOST`, or `smtp://…?tls=required` for STARTTLS
    #[arg(long, env = "HOUSEKEY_SMTP_URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,
    /// Whom e-mails come from: Acme <noreply@example.com> [default: noreply@ the public URL's host]
    #[arg(long, env = "HOUSEKEY_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
    /// The HTTP gateway that SMS leave through: where a POST sends one
    #[arg(long, env = "HOUSEKEY_SMS_URL", hide_env_values = true, global = true)]
    pub sms_url: Option<String>,
    /// A header for the SMS gateway, as `Name: value`; several are lines of the variable, or a list in the file
    #[arg(
        long = "sms-header",
        env = "HOUSEKEY_SMS_HEADERS",
        hide_env_values = true,
        value_delimiter = '\n',
        global = true
    )]
    pub sms_headers: Option<Vec<String>>,
    /// What is posted to the SMS gateway [default: {"to":"{{to}}","message":"{{message}}"}]
    #[arg(long, env = "HOUSEKEY_SMS_BODY", global = true)]
    pub sms_body: Option<String>,
    /// How the log is written [default: text]
    #[arg(long, env = "HOUSEKEY_LOG_FORMAT", global = true)]
    pub log_format: Option<LogFormat>,
    /// What is logged: error, warn, info, debug, or a filter of `tracing` [default: info]
    #[arg(long, env = "HOUSEKEY_LOG", global = true)]
    pub log: Option<String>,
    /// How often live keys may ask, as REQUESTS/SECONDS, or off [default: 1000/10]
    #[arg(long, env = "HOUSEKEY_LIVE_RATE_LIMIT", global = true)]
    pub live_rate_limit: Option<String>,
    /// How often test keys may ask, as REQUESTS/SECONDS, or off [default: off]
    #[arg(long, env = "HOUSEKEY_TEST_RATE_LIMIT", global = true)]
    pub test_rate_limit: Option<String>,
    /// Whether whoever asks gets an application with a development instance [default: auto]
    #[arg(long, env = "HOUSEKEY_ACCOUNTLESS", global = true)]
    pub accountless: Option<Offer>,
    /// The list that leaked passwords are looked up in, if instances want that: its URL, after which the first five
    /// digits of a SHA-1 are put [default: none]
    #[arg(long, env = "HOUSEKEY_BREACHED_PASSWORDS_URL", global = true)]
    pub breached_passwords_url: Option<String>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

/// The set-up in effect.
#[derive(Clone)]
pub struct Config {
    /// Where the database and the master key lie.
    pub data: PathBuf,
    /// The database.
    pub database_url: DatabaseUrl,
    /// The key that secrets are sealed with, where it is not in its file.
    pub master_key: Option<String>,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// Where the server is reached from outside, without a slash at the end.
    pub public_url: String,
    /// The first instance's secret key.
    pub secret_key: Option<String>,
    /// The first instance's publishable key.
    pub publishable_key: Option<String>,
    /// The SMTP server that e-mails leave through.
    pub smtp_url: Option<String>,
    /// Whom e-mails come from.
    pub mail_from: String,
    /// The HTTP gateway that SMS leave through.
    pub sms_url: Option<String>,
    /// Its headers, as `Name: value`.
    pub sms_headers: Vec<String>,
    /// What is posted to it, with `{{to}}` and `{{message}}`.
    pub sms_body: String,
    /// How the log is written.
    pub log_format: LogFormat,
    /// What is logged.
    pub log: String,
    /// How often live keys may ask.
    pub live_rate_limit: Option<Rate>,
    /// How often test keys may ask.
    pub test_rate_limit: Option<Rate>,
    /// Whether whoever asks gets an application.
    pub accountless: Offer,
    /// The list that leaked passwords are looked up in.
    pub breached_passwords_url: Option<String>,
}

impl Config {
    /// Takes each option from the flags or the environment (clap has merged the two), else from the file, else the
    /// default.
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
            breached_passwords_url: flags
                .breached_passwords_url
                .or(file.breached_passwords_url)
                .map(|url| checked_list(&url))
                .transpose()?,
            data,
        })
    }

    /// The set-up once the server listens: port 0 asks for any that is free, and now it is known which.
    #[must_use]
    pub fn listening_on(self, address: SocketAddr) -> Self {
        let follows = self.public_url == format!("http://{}", reachable(self.listen));
        let public_url = if follows { format!("http://{}", reachable(address)) } else { self.public_url };
        Self { listen: address, public_url, ..self }
    }

    /// The host of the public URL, with its port if there is one.
    pub fn public_host(&self) -> &str {
        self.public_url.split_once("://").map_or("", |(_, host)| host)
    }
}

/// What is posted to an SMS gateway unless the configuration says otherwise.
const SMS_BODY: &str = r#"{"to":"{{to}}","message":"{{message}}"}"#;

/// The name of a URL's host, as it can stand behind the `@` of an address.
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
    let text = std::fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("can't understand {}", path.display()))
}

/// An address that a browser on this machine can open.
fn reachable(listen: SocketAddr) -> SocketAddr {
    if listen.ip().is_unspecified() { ([127, 0, 0, 1], listen.port()).into() } else { listen }
}

fn checked_url(url: &str) -> Result<String> {
    let url = url.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => Ok(url.to_owned()),
        _ => bail!(
            "the public URL must be http:// or https:// and a host, such as https://id.example.com; it is {url:?}"
        ),
    }
}

/// The URL of a list, ready to have digits put after it.
fn checked_list(url: &str) -> Result<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if !is_web || url.contains(['#', ' ']) {
        bail!("the list of leaked passwords must be at an https:// or http:// URL; it is {url:?}");
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
        _ => bail!("a rate limit must be REQUESTS/SECONDS, such as 1000/10, or off; it is {text:?}"),
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
