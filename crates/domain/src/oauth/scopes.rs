//! What an application may ask for.

use crate::error::{Code, Error, Result, not_allowed, refused, too_long};

/// Every scope, in the order in which people are told of them.
pub const ALL: [&str; 6] =
    ["openid", "profile", "email", "public_metadata", "private_metadata", "offline_access"];
/// Default scopes of an application.
const DEFAULT: &str = "profile email";
/// Scopes allowed for every application: they affect the response, but reveal nothing more about the user.
const ALWAYS: [&str; 2] = ["openid", "offline_access"];
/// Maximum length of a list of scopes.
const LENGTH: usize = 1024;

/// Parses the space-separated scopes of an application.
pub fn of_application(text: &str) -> Result<Vec<String>> {
    if text.chars().count() > LENGTH {
        return Err(too_long("scopes", LENGTH));
    }
    let scopes = split(if text.trim().is_empty() { DEFAULT } else { text });
    if scopes.iter().all(|scope| ALL.contains(&scope.as_str())) {
        return Ok(scopes);
    }
    Err(not_allowed("scopes", &format!("a combination of {}, separated by spaces", ALL.join(", "))))
}

/// The requested scopes, or the application's by default.
pub fn requested(text: Option<&str>, allowed: &[String]) -> Result<Vec<String>> {
    let Some(text) = text else { return Ok(by_default(allowed)) };
    let scopes = split(text);
    match scopes.iter().find(|scope| !allowed.contains(scope) && !ALWAYS.contains(&scope.as_str())) {
        Some(scope) => {
            Err(invalid(&format!("The application is not allowed to request the scope {scope:?}.")))
        }
        None => Ok(scopes),
    }
}

/// The scopes of a refreshed token: the granted ones, or a subset.
pub fn narrowed(text: Option<&str>, granted: &[String]) -> Result<Vec<String>> {
    let Some(text) = text else { return Ok(granted.to_vec()) };
    let scopes = split(text);
    match scopes.iter().find(|scope| !granted.contains(scope)) {
        Some(scope) => Err(invalid(&format!("The scope {scope:?} was not granted."))),
        None => Ok(scopes),
    }
}

fn by_default(allowed: &[String]) -> Vec<String> {
    let usual = split(DEFAULT).into_iter().filter(|scope| allowed.contains(scope)).collect::<Vec<_>>();
    if usual.is_empty() { allowed.to_vec() } else { usual }
}

fn split(text: &str) -> Vec<String> {
    let mut scopes: Vec<String> = Vec::new();
    for scope in text.split_whitespace() {
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    scopes
}

fn invalid(long_message: &str) -> Error {
    refused(Code::InvalidScope, "invalid scope", long_message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_has_known_scopes_each_once() {
        assert_eq!(of_application("").unwrap(), ["profile", "email"]);
        assert_eq!(of_application(" email  openid email").unwrap(), ["email", "openid"]);
        assert_eq!(of_application("email admin").unwrap_err().code(), Some("form_param_value_invalid"));
        assert!(of_application(&"email ".repeat(400)).is_err());
    }

    #[test]
    fn a_request_stays_within_what_the_application_may_ask_for() {
        let allowed = of_application("email").unwrap();
        assert_eq!(requested(None, &allowed).unwrap(), ["email"]);
        assert_eq!(requested(Some("openid email"), &allowed).unwrap(), ["openid", "email"]);
        assert_eq!(requested(Some("email profile"), &allowed).unwrap_err().code(), Some("invalid_scope"));
        assert_eq!(
            requested(None, &of_application("public_metadata").unwrap()).unwrap(),
            ["public_metadata"]
        );
    }

    #[test]
    fn a_refreshed_token_can_have_fewer_scopes_but_no_others() {
        let granted = of_application("openid email").unwrap();
        assert_eq!(narrowed(None, &granted).unwrap(), granted);
        assert_eq!(narrowed(Some("email"), &granted).unwrap(), ["email"]);
        assert_eq!(narrowed(Some("profile"), &granted).unwrap_err().code(), Some("invalid_scope"));
    }
}
