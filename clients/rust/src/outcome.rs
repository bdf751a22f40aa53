//! What a call came to.

use std::fmt::Debug;

use anyhow::{Context, Result, anyhow, bail, ensure};
use clerk_rs::apis::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, to_value};

/// What a call came to: an answer that the client could read, or a refusal.
pub trait Outcome<T> {
    /// The answer.
    fn read(self) -> Result<T>;

    /// The answer, as JSON.
    fn json(self) -> Result<Value>
    where
        T: Serialize;

    /// Expects a refusal with this status. What the client can't read is no refusal.
    fn refused(self, status: u16) -> Result<()>;
}

impl<T, E: Debug> Outcome<T> for Result<T, Error<E>> {
    fn read(self) -> Result<T> {
        self.map_err(|error| anyhow!("{error:?}"))
    }

    fn json(self) -> Result<Value>
    where
        T: Serialize,
    {
        Ok(to_value(self.read()?)?)
    }

    fn refused(self, status: u16) -> Result<()> {
        match self {
            Ok(_) => bail!("the call was to be refused with {status}"),
            Err(Error::ResponseError(response)) => {
                ensure!(response.status.as_u16() == status, "refused with {}", response.content);
                let envelope: Value = serde_json::from_str(&response.content)?;
                ensure!(envelope["errors"][0]["code"].is_string(), "no code in {envelope}");
                Ok(())
            }
            Err(error) => Err(anyhow!("{error:?}")),
        }
    }
}

/// A request, written as JSON. The client's types have no defaults for what an application leaves out.
pub fn request<T: DeserializeOwned>(json: Value) -> Result<T> {
    let text = json.to_string();
    serde_json::from_value(json).with_context(|| format!("the client has no such request: {text}"))
}
