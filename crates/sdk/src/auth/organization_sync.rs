use super::organization::Organization;

/// Which organization a URL refers to, so that it can be activated before the page is rendered.
///
/// A pattern is a path whose segments may be `:id`, `:slug`, any other `:name`, or `(.*)` for the rest. Matching is
/// case-insensitive.
///
/// ```
/// use housekey_sdk::auth::OrganizationSync;
///
/// # fn example() -> Result<(), housekey_sdk::auth::InvalidPattern> {
/// let sync = OrganizationSync::new(["/orgs/:slug", "/orgs/:slug/(.*)"], ["/me", "/me/(.*)"])?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
pub struct OrganizationSync {
    organizations: Vec<Pattern>,
    personal: Vec<Pattern>,
}

/// The pattern is invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid pattern `{0}`: expected a path like /orgs/:slug/(.*)")]
pub struct InvalidPattern(String);

/// What a URL refers to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    Id(String),
    Slug(String),
    /// No organization at all.
    Personal,
}

impl OrganizationSync {
    /// Takes the patterns of an organization's pages, and those of pages for the personal account.
    pub fn new<'a>(
        organizations: impl IntoIterator<Item = &'a str>,
        personal: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, InvalidPattern> {
        Ok(Self {
            organizations: organizations.into_iter().map(Pattern::parse).collect::<Result<_, _>>()?,
            personal: personal.into_iter().map(Pattern::parse).collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn target(&self, path: &str) -> Option<Target> {
        let found = self.organizations.iter().find_map(|pattern| pattern.find(path));
        let of_organization = found.and_then(|found| {
            let value =
                |name| found.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            value("id").map(Target::Id).or_else(|| value("slug").map(Target::Slug))
        });
        let is_personal = || self.personal.iter().any(|pattern| pattern.find(path).is_some());
        of_organization.or_else(|| is_personal().then_some(Target::Personal))
    }
}

impl Target {
    /// Whether it is already active.
    pub(super) fn is(&self, active: Option<&Organization>) -> bool {
        match self {
            Self::Id(id) => active.is_some_and(|active| active.id == *id),
            Self::Slug(slug) => active.is_some_and(|active| active.slug.as_ref() == Some(slug)),
            Self::Personal => active.is_none(),
        }
    }

    /// The value for the Frontend API.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Id(text) | Self::Slug(text) => text,
            Self::Personal => "",
        }
    }
}

#[derive(Clone, Debug)]
struct Pattern(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Name(String),
    Rest,
}

impl Pattern {
    fn parse(text: &str) -> Result<Self, InvalidPattern> {
        let invalid = || InvalidPattern(text.to_owned());
        let path = text.strip_prefix('/').ok_or_else(invalid)?;
        path.split('/').map(Part::parse).collect::<Option<_>>().map(Self).ok_or_else(invalid)
    }

    /// The named segments of a matching path. A trailing slash is ignored.
    fn find<'a>(&'a self, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
        let parts: Vec<_> = path.trim_start_matches('/').split('/').collect();
        let mut names = Vec::new();
        is_match(&self.0, &parts, &mut names).then_some(names)
    }
}

impl Part {
    fn parse(text: &str) -> Option<Self> {
        if text == "(.*)" {
            return Some(Self::Rest);
        }
        let (name, is_named) = text.strip_prefix(':').map_or((text, false), |name| (name, true));
        let is_plain = !name.contains([':', '(', ')', '{', '}', '*', '+', '?', '\\']);
        if !is_plain || is_named && name.is_empty() {
            return None;
        }
        Some(if is_named { Self::Name(name.to_owned()) } else { Self::Text(name.to_owned()) })
    }
}

fn is_match<'a>(pattern: &'a [Part], path: &[&'a str], names: &mut Vec<(&'a str, &'a str)>) -> bool {
    let Some((part, pattern)) = pattern.split_first() else {
        return matches!(path, [] | [""]);
    };
    let Some((first, rest)) = path.split_first() else { return false };
    match part {
        Part::Rest => (0..=rest.len()).rev().any(|taken| is_match(pattern, &rest[taken..], names)),
        Part::Text(text) => first.eq_ignore_ascii_case(text) && is_match(pattern, rest, names),
        Part::Name(name) => {
            names.push((name, first));
            let is_match = !first.is_empty() && is_match(pattern, rest, names);
            if !is_match {
                names.pop();
            }
            is_match
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_whose_page_it_is() {
        let sync = OrganizationSync::new(["/orgs/:slug", "/o/:id/(.*)", "/any/:other"], ["/me", "/me/(.*)"])
            .unwrap();
        let slug = |text: &str| Some(Target::Slug(text.to_owned()));
        for (path, expected) in [
            ("/orgs/acme", slug("acme")),
            ("/ORGS/acme/", slug("acme")),
            ("/orgs/acme/more", None),
            ("/orgs/", None),
            ("/o/org_1/a/b", Some(Target::Id("org_1".to_owned()))),
            ("/o/org_1", None),
            ("/any/thing", None),
            ("/me/", Some(Target::Personal)),
            ("/me/a/b", Some(Target::Personal)),
            ("/", None),
        ] {
            assert_eq!(sync.target(path), expected, "{path}");
        }
    }

    #[test]
    fn what_can_not_be_a_pattern_is_refused() {
        for text in ["", "orgs/:slug", "/orgs/:", "/orgs/:slug?", "/a{/b}", "/a(.*)", "/:a:b"] {
            assert!(OrganizationSync::new([text], []).is_err(), "{text}");
        }
    }
}
