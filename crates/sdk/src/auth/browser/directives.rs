use http::header::{HeaderMap, HeaderValue, SET_COOKIE};

/// The cookies that the Frontend API asks the application to set, as `Set-Cookie` values.
pub(super) struct Directives(pub(super) Vec<String>);

impl Directives {
    /// The session token among them; the last one counts.
    pub(super) fn session(&self) -> Option<&str> {
        let pairs = self.0.iter().filter_map(|cookie| cookie.split(';').next()?.split_once('='));
        let mut sessions = pairs.filter(|(name, _)| name.starts_with("__session"));
        sessions.next_back().map(|(_, value)| value).filter(|value| !value.is_empty())
    }

    pub(super) fn add_to(&self, headers: &mut HeaderMap) {
        for cookie in self.0.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
            headers.append(SET_COOKIE, cookie);
        }
    }
}
