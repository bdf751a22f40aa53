use housekey_contract::OAuthApplicationId;
use housekey_store::Tx;
use housekey_store::oauth_applications::{OAuthApplicationRecord, find_by_client_id};

use super::{Parameters, redirect_uris, scopes, wrong};
use crate::error::{Code, Error, Result};

/// The fewest characters of a `state` that is all that tells a request from a forged one.
const MIN_STATE_LENGTH: usize = 8;
/// Maximum length of values that are only echoed.
const MAX_TEXT_LENGTH: usize = 2048;
/// Length of a SHA-256 in base64url.
const CHALLENGE_LENGTH: usize = 43;

/// What an application asks for, checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuthorizationRequest {
    /// The application.
    pub application_id: OAuthApplicationId,
    /// Where the answer goes.
    pub redirect_uri: String,
    /// Whether the request named it.
    pub names_redirect_uri: bool,
    /// Whether the answer is posted by a form instead of standing in the URL.
    pub by_form: bool,
    /// What the application wants back with the answer.
    pub state: Option<String>,
    /// The requested scopes.
    pub scopes: Vec<String>,
    /// What the application wants to find in the ID token.
    pub nonce: Option<String>,
    /// The PKCE challenge.
    pub code_challenge: Option<String>,
    /// Who is likely to sign in.
    pub login_hint: Option<String>,
    /// Whether nobody may be asked anything.
    pub silent: bool,
    /// Whether the user must prove who they are, signed in or not.
    pub must_sign_in: bool,
    /// Whether the user must be asked, whatever they allowed before.
    pub must_ask: bool,
    /// How many seconds ago the user must have proved who they are at most.
    pub max_age: Option<i64>,
}

/// Who asks, and where the answer goes. While that is not known, a refusal is shown to the user: sending it anywhere
/// would make this server a stepping stone to any address.
#[derive(Clone, Debug)]
pub struct Addressee {
    /// The application.
    pub application: OAuthApplicationRecord,
    /// The redirect URI.
    pub redirect_uri: String,
    /// Whether the request contained it.
    pub names_redirect_uri: bool,
    /// The opaque state returned with the response.
    pub state: Option<String>,
    /// Whether the response is sent by form post.
    pub by_form: bool,
}

/// Determines the application and the redirect URI.
pub fn addressee(tx: &mut Tx<'_>, parameters: &Parameters) -> Result<Addressee> {
    let client_id = parameters.require("client_id")?;
    let application = find_by_client_id(tx, client_id)?;
    let application = application
        .ok_or_else(|| wrong(Code::InvalidClient, "There is no application with this client_id."))?;
    let named = parameters.get("redirect_uri");
    let redirect_uri = match (named, application.redirect_uris.as_slice()) {
        (Some(uri), registered) if redirect_uris::is_registered(registered, application.public, uri) => {
            uri.to_owned()
        }
        (Some(_), _) => return Err(unregistered()),
        (None, [only]) => only.clone(),
        (None, _) => return Err(wrong(Code::InvalidRequest, "The parameter redirect_uri is missing.")),
    };
    Ok(Addressee {
        application,
        redirect_uri,
        names_redirect_uri: named.is_some(),
        state: parameters.get("state").map(str::to_owned),
        by_form: parameters.get("response_mode") == Some("form_post"),
    })
}

/// Validates the rest of a request. Errors are reported to the application.
pub fn checked_request(parameters: &Parameters, addressee: &Addressee) -> Result<AuthorizationRequest> {
    refuse_unsupported(parameters)?;
    let application = &addressee.application;
    let scopes = scopes::requested(parameters.get("scope"), &application.scopes)?;
    let code_challenge = challenge(parameters, application)?;
    check_state(addressee, code_challenge.is_some())?;
    let prompts = Prompts::read(parameters.get("prompt").unwrap_or_default())?;
    Ok(AuthorizationRequest {
        application_id: application.id.clone(),
        redirect_uri: addressee.redirect_uri.clone(),
        names_redirect_uri: addressee.names_redirect_uri,
        by_form: addressee.by_form,
        state: addressee.state.clone(),
        scopes,
        nonce: text(parameters, "nonce")?,
        code_challenge,
        login_hint: text(parameters, "login_hint")?,
        silent: prompts.silent,
        must_sign_in: prompts.must_sign_in,
        must_ask: prompts.must_ask,
        max_age: parameters.get("max_age").map(max_age).transpose()?,
    })
}

fn refuse_unsupported(parameters: &Parameters) -> Result<()> {
    if parameters.require("response_type")? != "code" {
        return Err(wrong(Code::UnsupportedResponseType, "response_type must be code."));
    }
    if !matches!(parameters.get("response_mode"), None | Some("query" | "form_post")) {
        return Err(invalid("response_mode must be query or form_post."));
    }
    if parameters.get("request").is_some() {
        return Err(wrong(Code::RequestNotSupported, "The request parameter is not supported."));
    }
    if parameters.get("request_uri").is_some() {
        return Err(wrong(Code::RequestUriNotSupported, "The request_uri parameter is not supported."));
    }
    Ok(())
}

/// PKCE with SHA-256 (RFC 7636). The method `plain` is useless against eavesdroppers.
fn challenge(parameters: &Parameters, application: &OAuthApplicationRecord) -> Result<Option<String>> {
    let Some(challenge) = parameters.get("code_challenge") else {
        if application.public || application.pkce_required {
            return Err(invalid(
                "This application must use PKCE. Send a code_challenge with the method S256.",
            ));
        }
        return Ok(None);
    };
    if parameters.get("code_challenge_method") != Some("S256") {
        return Err(invalid("code_challenge_method must be S256."));
    }
    let is_base64url = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if challenge.len() != CHALLENGE_LENGTH || !challenge.bytes().all(is_base64url) {
        return Err(invalid("code_challenge must be a SHA-256 digest in base64url without padding."));
    }
    Ok(Some(challenge.to_owned()))
}

/// Without PKCE, only the state prevents an attacker from injecting their own code into another browser.
fn check_state(addressee: &Addressee, has_challenge: bool) -> Result<()> {
    let length = addressee.state.as_deref().map_or(0, |state| state.chars().count());
    if length > MAX_TEXT_LENGTH {
        return Err(invalid(&format!("state must be at most {MAX_TEXT_LENGTH} characters long.")));
    }
    if !has_challenge && length < MIN_STATE_LENGTH {
        return Err(invalid(&format!(
            "Without PKCE, state must be at least {MIN_STATE_LENGTH} unguessable characters long."
        )));
    }
    Ok(())
}

/// The values of `prompt`.
#[derive(Default)]
struct Prompts {
    silent: bool,
    must_sign_in: bool,
    must_ask: bool,
}

impl Prompts {
    fn read(text: &str) -> Result<Self> {
        let mut prompts = Self::default();
        for word in text.split_whitespace() {
            match word {
                "none" => prompts.silent = true,
                "login" | "select_account" => prompts.must_sign_in = true,
                "consent" => prompts.must_ask = true,
                _ => {
                    return Err(invalid(
                        "prompt must be none, or a combination of login, select_account, and consent.",
                    ));
                }
            }
        }
        if prompts.silent && (prompts.must_sign_in || prompts.must_ask) {
            return Err(invalid("prompt=none can't be combined with other values."));
        }
        Ok(prompts)
    }
}

fn max_age(text: &str) -> Result<i64> {
    let seconds = text.parse().ok().filter(|seconds| (0..=i64::from(u32::MAX)).contains(seconds));
    seconds.ok_or_else(|| invalid("max_age must be a number of seconds."))
}

fn text(parameters: &Parameters, name: &str) -> Result<Option<String>> {
    match parameters.get(name) {
        Some(text) if text.chars().count() > MAX_TEXT_LENGTH => {
            Err(invalid(&format!("{name} must be at most {MAX_TEXT_LENGTH} characters long.")))
        }
        text => Ok(text.map(str::to_owned)),
    }
}

fn unregistered() -> Error {
    let long = "redirect_uri must exactly match one of the application's registered redirect URIs.";
    wrong(Code::InvalidRedirectUri, long)
}

fn invalid(description: &str) -> Error {
    wrong(Code::InvalidRequest, description)
}
