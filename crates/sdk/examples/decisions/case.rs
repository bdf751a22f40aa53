use std::collections::BTreeMap;
use std::error::Error;
use std::time::Duration;

use housekey_sdk::auth::{
    Accepted, InvalidPattern, Options, OrganizationSync, Satellite, TokenKind, Verifier,
};
use http::Request;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Examination {
    /// Where the Backend API is.
    pub(crate) api: String,
    /// The instance's key.
    pub(crate) pem: String,
    /// The moment, in seconds.
    pub(crate) now: i64,
    pub(crate) cases: Vec<Case>,
}

#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) request: Incoming,
    pub(crate) options: Settings,
}

#[derive(Deserialize)]
pub(crate) struct Incoming {
    method: String,
    url: String,
    headers: BTreeMap<String, String>,
}

impl Incoming {
    pub(crate) fn read(&self) -> Result<Request<()>, http::Error> {
        let request = Request::builder().method(self.method.as_str()).uri(&self.url);
        let headers = self.headers.iter();
        headers.fold(request, |request, (name, value)| request.header(name, value)).body(())
    }
}

/// The options, by the names of the official client.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Settings {
    pub(crate) secret_key: String,
    publishable_key: Option<String>,
    networkless: bool,
    proxy_url: Option<String>,
    is_satellite: bool,
    domain: String,
    sign_in_url: Option<String>,
    satellite_auto_sync: bool,
    audience: Option<Vec<String>>,
    authorized_parties: Option<Vec<String>>,
    clock_skew_in_ms: Option<u64>,
    accepts_token: Option<AcceptedTokens>,
    organization_sync_options: Option<Patterns>,
}

impl Settings {
    pub(crate) fn read(&self, pem: &str) -> Result<Options, Box<dyn Error>> {
        let mut options =
            if self.networkless { Options::new(Verifier::from_pem(pem)?) } else { Options::default() };
        if let Some(key) = &self.publishable_key {
            options = options.publishable_key(key)?;
        }
        if let Some(url) = &self.proxy_url {
            options = options.proxy_url(url);
        }
        if self.is_satellite {
            options = options.satellite(self.satellite());
        }
        if let Some(audiences) = &self.audience {
            options = options.audiences(audiences);
        }
        if let Some(accepted) = &self.accepts_token {
            options = options.accept_tokens(accepted.read()?);
        }
        if let Some(patterns) = &self.organization_sync_options {
            options = options.organization_sync(patterns.read()?);
        }
        if let Some(parties) = &self.authorized_parties {
            options = options.authorized_parties(parties);
        }
        if let Some(skew) = self.clock_skew_in_ms {
            options = options.clock_skew(Duration::from_millis(skew));
        }
        Ok(options)
    }

    fn satellite(&self) -> Satellite {
        let mut satellite = Satellite::new(&self.domain);
        if let Some(url) = &self.sign_in_url {
            satellite = satellite.sign_in_url(url);
        }
        if self.satellite_auto_sync { satellite.sync_by_itself() } else { satellite }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Patterns {
    organization_patterns: Vec<String>,
    personal_account_patterns: Vec<String>,
}

impl Patterns {
    fn read(&self) -> Result<OrganizationSync, InvalidPattern> {
        let [organizations, personal] = [&self.organization_patterns, &self.personal_account_patterns]
            .map(|patterns| patterns.iter().map(String::as_str));
        OrganizationSync::new(organizations, personal)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum AcceptedTokens {
    One(String),
    Many(Vec<String>),
}

impl AcceptedTokens {
    fn read(&self) -> Result<Accepted, Box<dyn Error>> {
        Ok(match self {
            Self::One(any) if any == "any" => Accepted::Any,
            Self::One(kind) => kind_of(kind)?.into(),
            Self::Many(kinds) => {
                kinds.iter().map(|kind| kind_of(kind)).collect::<Result<Vec<_>, _>>()?.into()
            }
        })
    }
}

fn kind_of(name: &str) -> Result<TokenKind, Box<dyn Error>> {
    let all = [TokenKind::Session, TokenKind::ApiKey, TokenKind::MachineToMachine, TokenKind::OAuth];
    let kind = all.into_iter().find(|kind| kind.as_str() == name);
    kind.ok_or_else(|| format!("no kind of token: {name}").into())
}
