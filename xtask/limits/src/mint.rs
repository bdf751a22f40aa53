use anyhow::Result;
use clap::Args;
use housekey_sdk::{Client, TokenOptions};

#[derive(Args)]
pub(crate) struct Mint {
    server: String,
    secret_key: String,
    /// The session of the tokens.
    session: String,
    tokens: u32,
    /// The origin that requests them.
    #[arg(long)]
    origin: String,
}

impl Mint {
    pub(crate) fn run(&self) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let client = Client::builder().secret_key(&*self.secret_key).server(&*self.server).build()?;
        runtime.block_on(async {
            for _ in 0..self.tokens {
                let minting = client.sessions().create_token(&*self.session, TokenOptions::default());
                println!("{}", minting.header("origin", &*self.origin).await?.jwt);
            }
            Ok(())
        })
    }
}
