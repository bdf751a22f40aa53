//! Database URLs.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::{Result, StoreError};

/// The location of a database: `sqlite:PATH`, `sqlite::memory:`, or `postgres://USER@HOST/NAME`.
///
/// Displaying it redacts the password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file, created if missing.
    Sqlite(PathBuf),
    /// In memory, gone with the last handle; each `open` creates its own database.
    SqliteMemory,
    /// A server that speaks the Postgres protocol.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let Some(path) = text.strip_prefix("sqlite:") else {
            let scheme = text.split_once(':').map_or("it has no scheme", |_| "its scheme is unknown");
            return Err(StoreError::Url(scheme.to_owned()));
        };
        match path.strip_prefix("//").unwrap_or(path) {
            "" => Err(StoreError::Url("it names no file".to_owned())),
            ":memory:" => Ok(Self::SqliteMemory),
            path => Ok(Self::Sqlite(path.into())),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::SqliteMemory => f.write_str("sqlite::memory:"),
            Self::Postgres(url) => f.write_str(&redacted(url)),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The URL with `***` as its password, whether in the user info or a parameter.
fn redacted(url: &str) -> String {
    let (base, query) = url.split_once('?').map_or((url, None), |(base, query)| (base, Some(query)));
    let mut shown = redacted_authority(base);
    for (index, parameter) in query.into_iter().flat_map(|query| query.split('&')).enumerate() {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        shown.push(if index == 0 { '?' } else { '&' });
        shown.push_str(name);
        shown.push('=');
        shown.push_str(if name.to_ascii_lowercase().contains("password") { "***" } else { value });
    }
    shown
}

fn redacted_authority(base: &str) -> String {
    // The last `@` ends the credentials, so that a stray one within a password is redacted too.
    let (Some(start), Some(at)) = (base.find("://"), base.rfind('@')) else { return base.to_owned() };
    let start = start + "://".len();
    match base.get(start..at).and_then(|credentials| credentials.split_once(':')) {
        Some((user, _)) => format!("{}{user}:***{}", &base[..start], &base[at..]),
        None => base.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> DatabaseUrl {
        text.parse().unwrap()
    }

    #[test]
    fn each_form_names_its_database() {
        assert_eq!(parsed("sqlite:data/housekey.db"), DatabaseUrl::Sqlite("data/housekey.db".into()));
        assert_eq!(parsed("sqlite:///var/housekey.db"), DatabaseUrl::Sqlite("/var/housekey.db".into()));
        assert_eq!(parsed("sqlite::memory:"), DatabaseUrl::SqliteMemory);
        assert!(matches!(parsed("postgresql://localhost/housekey"), DatabaseUrl::Postgres(_)));
    }

    #[test]
    fn another_scheme_is_refused_without_repeating_it() {
        let error = "mysql://root:secret@localhost".parse::<DatabaseUrl>().unwrap_err().to_string();
        assert!(error.contains("sqlite:PATH") && !error.contains("secret"), "{error}");
        assert!("sqlite:".parse::<DatabaseUrl>().is_err());
        assert!("housekey.db".parse::<DatabaseUrl>().is_err());
    }

    #[test]
    fn a_password_is_never_shown() {
        let url = parsed("postgres://ada:s3@cr3t:x@db.example:5432/housekey?sslmode=require&password=s3cr3t");
        let shown = format!("{url} {url:?}");
        assert!(!shown.contains("cr3t"), "{shown}");
        assert!(
            shown.starts_with("postgres://ada:***@db.example:5432/housekey?sslmode=require&password=***")
        );
    }

    #[test]
    fn a_url_without_password_is_shown_as_it_is() {
        for text in ["postgres://ada@db.example/housekey", "postgres:///housekey?host=/run/postgresql"] {
            assert_eq!(parsed(text).to_string(), text);
        }
    }
}
