//! The bearer token: fixed, or provided by a callback.

use std::fmt;
use std::pin::Pin;

use http::HeaderValue;

use crate::Error;
use crate::error::BoxError;

type Pending = Pin<Box<dyn Future<Output = Result<String, BoxError>> + Send>>;

/// The source of the bearer token. `Debug` doesn't show its value.
pub(crate) enum Token {
    Fixed(HeaderValue),
    Callback(Box<dyn Fn() -> Pending + Send + Sync>),
}

impl Token {
    pub(crate) fn fixed(token: &str) -> Result<Self, Error> {
        header(token).map(Self::Fixed)
    }

    pub(crate) fn callback<F, T, E>(callback: F) -> Self
    where
        F: Fn() -> T + Send + Sync + 'static,
        T: Future<Output = Result<String, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Self::Callback(Box::new(move || {
            let token = callback();
            Box::pin(async move { token.await.map_err(Into::into) })
        }))
    }

    /// The value of `Authorization`.
    pub(crate) async fn header(&self) -> Result<HeaderValue, Error> {
        match self {
            Self::Fixed(header) => Ok(header.clone()),
            Self::Callback(callback) => header(&callback().await.map_err(Error::Token)?),
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed(_) => "Fixed(..)",
            Self::Callback(_) => "Callback(..)",
        })
    }
}

fn header(token: &str) -> Result<HeaderValue, Error> {
    let token = token.trim();
    if token.is_empty() {
        return Err(Error::Configuration("the secret key is empty".to_owned()));
    }
    if token.starts_with("pk_") {
        let why =
            "this is a publishable key, which is for browsers; the Backend API takes the secret key, `sk_…`";
        return Err(Error::Configuration(why.to_owned()));
    }
    let mut header = HeaderValue::try_from(format!("Bearer {token}"))
        .map_err(|_| Error::Configuration("the secret key has invalid characters".to_owned()))?;
    header.set_sensitive(true);
    Ok(header)
}
