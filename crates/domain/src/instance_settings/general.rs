use housekey_contract::Patch;
use housekey_contract::backend::beta_features::UpdateBetaFeatures;
use housekey_contract::backend::instance_settings::{PreferredStrategy, UpdateInstance};
use housekey_store::instances::{Environment, General, Settings};

use super::only_in_development;
use crate::error::{Code, Error, Problems, Result, invalid, malformed, not_allowed, too_long};
use crate::text::bounded;
use crate::{identifiers, web};

/// Maximum number of origins of an instance.
const MAX_ORIGINS: usize = 100;
/// Maximum length of the local part of an address (RFC 5321).
const LOCAL_PART: usize = 64;
/// Maximum length of a version.
const VERSION: usize = 64;

/// Validated changes to general settings.
#[derive(Clone, Debug)]
pub struct GeneralChange {
    request: UpdateInstance,
}

impl GeneralChange {
    /// Validates a request. `knows_breaches` is whether the server can look up breached passwords.
    pub fn check(
        mut request: UpdateInstance,
        environment: Environment,
        knows_breaches: bool,
    ) -> Result<Self> {
        let mut problems = Problems::default();
        if request.test_mode == Patch::Set(true) {
            problems.keep(only_in_development(environment, "test_mode"));
        }
        if request.hibp == Patch::Set(true) && !knows_breaches {
            problems.add(no_list_of_breaches());
        }
        problems.keep(normalize(&mut request.support_email, |text| {
            identifiers::email_address(text).map_err(|_| malformed("support_email", "a valid email address"))
        }));
        problems.keep(normalize(&mut request.clerk_js_version, version));
        problems
            .keep(normalize(&mut request.development_origin, |text| web::origin("development_origin", text)));
        problems.keep(request.allowed_origins.as_mut().map_or(Ok(()), origins));
        problems.refuse()?;
        Ok(Self { request })
    }

    pub(super) fn apply(&self, general: &mut General) {
        let request = self.request.clone();
        put(&mut general.test_mode, request.test_mode.change());
        put(&mut general.hibp, request.hibp.change().map(Option::unwrap_or_default));
        let deliverability = request.enhanced_email_deliverability.change();
        put(&mut general.enhanced_email_deliverability, deliverability.map(Option::unwrap_or_default));
        put(&mut general.support_email, request.support_email.change());
        put(&mut general.clerk_js_version, request.clerk_js_version.change());
        put(&mut general.development_origin, request.development_origin.change());
        put(&mut general.allowed_origins, request.allowed_origins);
        put(&mut general.url_based_session_syncing, request.cookieless_dev.change());
        put(&mut general.url_based_session_syncing, request.url_based_session_syncing.change());
        let strategy = request.preferred_sign_in_strategy_when_password_required.change();
        let known = |strategy: PreferredStrategy| match strategy {
            PreferredStrategy::Unset => None,
            strategy => Some(strategy.as_str().to_owned()),
        };
        put(&mut general.preferred_sign_in_strategy, strategy.map(|strategy| strategy.and_then(known)));
    }
}

/// Validated changes to beta settings.
#[derive(Clone, Debug)]
pub struct BetaChange {
    request: UpdateBetaFeatures,
}

impl BetaChange {
    /// Validates a request.
    pub fn check(mut request: UpdateBetaFeatures, environment: Environment) -> Result<Self> {
        let mut problems = Problems::default();
        if request.test_mode == Patch::Set(true) {
            problems.keep(only_in_development(environment, "test_mode"));
        }
        problems.keep(normalize(&mut request.from_email_address, local_part));
        problems.refuse()?;
        Ok(Self { request })
    }

    pub(super) fn apply(&self, settings: &mut Settings) {
        let (request, general) = (self.request.clone(), &mut settings.general);
        let allowlist = request.restricted_to_allowlist.change();
        put(&mut settings.restrictions.allowlist, allowlist.map(Option::unwrap_or_default));
        put(&mut general.from_email_address, request.from_email_address.change());
        put(&mut general.progressive_sign_up, request.progressive_sign_up.change());
        let deliverability = request.enhanced_email_deliverability.change();
        put(&mut general.enhanced_email_deliverability, deliverability.map(Option::unwrap_or_default));
        put(&mut general.test_mode, request.test_mode.change());
    }
}

fn put<T>(setting: &mut T, change: Option<T>) {
    if let Some(value) = change {
        *setting = value;
    }
}

/// Normalizes a text; an empty one restores the default, like null.
fn normalize(patch: &mut Patch<String>, form: impl FnOnce(&str) -> Result<String>) -> Result<()> {
    if let Patch::Set(text) = patch {
        *patch = if text.trim().is_empty() { Patch::Null } else { Patch::Set(form(text)?) };
    }
    Ok(())
}

fn origins(origins: &mut Vec<String>) -> Result<()> {
    if origins.len() > MAX_ORIGINS {
        return Err(not_allowed("allowed_origins", &format!("an array of at most {MAX_ORIGINS} origins")));
    }
    for text in origins.iter_mut() {
        *text = web::origin("allowed_origins", text)?;
    }
    origins.sort();
    origins.dedup();
    Ok(())
}

/// An npm version: `5`, `5.2.1`, `5.2.1-canary.3`, or a tag such as `latest`.
fn version(text: &str) -> Result<String> {
    let text = bounded("clerk_js_version", text.trim().to_owned(), VERSION)?;
    let fits = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    if fits && text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return Ok(text);
    }
    Err(malformed("clerk_js_version", "a version such as 5 or 5.2.1, or a tag such as latest"))
}

fn local_part(text: &str) -> Result<String> {
    let text = text.trim();
    if text.len() > LOCAL_PART {
        return Err(too_long("from_email_address", LOCAL_PART));
    }
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(text.to_lowercase());
    }
    Err(malformed("from_email_address", "the part before the @, with letters and digits only"))
}

fn no_list_of_breaches() -> Error {
    let long = "This server has no source of breached passwords. Start it with --breached-passwords-url, for example \
                https://api.pwnedpasswords.com/range/.";
    invalid(Code::FormParamValueInvalid, "hibp", "is not available", long)
}
