//! The measured programs, as released.

use std::path::PathBuf;

use anyhow::Result;

use crate::process::{built, cargo};

pub(super) struct Built {
    pub(super) server: PathBuf,
    pub(super) limits: PathBuf,
    /// The SDK's verification example.
    pub(super) verification: PathBuf,
}

impl Built {
    pub(super) fn build() -> Result<Self> {
        // Built separately; together, the server would get features that others enable in its dependencies.
        let server = built(&mut cargo("build --release -p housekey-server --bin housekey"), "housekey")?;
        let mut others = cargo("build --release -p housekey-limits -p housekey-sdk");
        others.args(["--bin", "housekey-limits", "--example", "verification_speed"]);
        let limits = built(&mut others, "housekey-limits")?;
        let verification = limits.with_file_name("examples").join("verification_speed");
        Ok(Self { server, limits, verification })
    }
}
