use anyhow::Result;
use housekey_domain::instances::signing_key;

use super::say;
use crate::config::Config;
use crate::home::{self, Home};
use crate::serve::{asked_to_stop, listen, serve};

/// Starts the server and runs it until shutdown is requested.
pub(super) async fn run(config: Config) -> Result<()> {
    let listener = listen(config.listen).await?;
    let config = config.listening_on(listener.local_addr()?);
    let home = home::open(&config).await?;
    let stop = asked_to_stop()?;
    say(&welcome(&config, &home)?);
    serve(home.app, listener, stop).await;
    Ok(())
}

/// The start-up output. The secret key can be shown only now, because only its digest is stored.
fn welcome(config: &Config, home: &Home) -> Result<String> {
    let (url, publishable_key) = (&config.public_url, &home.instance.publishable_key);
    let Some(secret_key) = &home.new_secret_key else {
        return Ok(format!("Housekey is running at {url}\nPublishable key: {publishable_key}"));
    };
    let pem = signing_key(&home.instance, &home.app.seal)?.public_pem().trim().replace('\n', "\\n");
    let data = config.data.display();
    Ok(format!(
        "Housekey is running at {url}, with its data in {data}.\n\n\
         Environment variables for your application. Save the secret key now; it will not be shown again:\n\n\
         CLERK_SECRET_KEY={secret_key}\n\
         CLERK_PUBLISHABLE_KEY={publishable_key}\n\
         CLERK_API_URL={url}\n\
         CLERK_JWT_KEY=\"{pem}\"\n\n\
         If you lose the secret key, create another one with `housekey keys create`.\n"
    ))
}
