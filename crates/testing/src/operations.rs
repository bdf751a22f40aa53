//! Matches requests to operations.

use housekey_contract::{Meta, backend};

/// The operations, prepared for matching.
pub(crate) struct Operations(Vec<(Meta, String)>);

impl Operations {
    pub(crate) fn new() -> Self {
        Self(backend::operations().iter().map(|meta| (*meta, meta.to_string())).collect())
    }

    /// The name of the operation. If several match, it is the one with the fewest placeholders, as in the router.
    pub(crate) fn find(&self, method: &str, path: &str) -> Option<&str> {
        let path = path.strip_prefix("/v1").filter(|rest| rest.starts_with('/')).unwrap_or(path);
        let fits = |(meta, _): &&(Meta, String)| meta.method.as_str() == method && fits(meta.path, path);
        let found = self.0.iter().filter(fits).min_by_key(|(meta, _)| meta.path.matches('{').count());
        found.map(|(_, name)| name.as_str())
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given))
                if wanted == given || wanted.starts_with('{') && !given.is_empty() => {}
            _ => return false,
        }
    }
}

/// The operation with this name.
///
/// # Panics
/// If there is none; the message lists all names.
pub(crate) fn checked(wanted: &str) -> String {
    let names: Vec<String> = backend::operations().iter().map(Meta::to_string).collect();
    if names.iter().any(|name| name == wanted) {
        return wanted.to_owned();
    }
    let (resource, _) = wanted.split_once('.').unwrap_or((wanted, ""));
    let near: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| name.split_once('.').is_some_and(|(near, _)| near == resource))
        .collect();
    let hint = if near.is_empty() { "they are named as in `users.get`".to_owned() } else { near.join(", ") };
    panic!("there is no operation {wanted:?}: {hint}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_known_by_its_method_and_path() {
        let operations = Operations::new();
        for (method, path, wanted) in [
            ("GET", "/v1/users/user_1", Some("users.get")),
            ("GET", "/v1/users/count", Some("users.count")),
            ("GET", "/users", Some("users.list")),
            ("POST", "/v1/users", Some("users.create")),
            ("GET", "/v1/templates/email", Some("email_sms_templates.list")),
            ("PUT", "/v1/users/user_1", None),
            ("GET", "/v1/users/", None),
            ("GET", "/v1/nothing", None),
        ] {
            assert_eq!(operations.find(method, path), wanted, "{method} {path}");
        }
    }
}
