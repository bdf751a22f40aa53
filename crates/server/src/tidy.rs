//! Memory that only a burst of requests needed is given back.

use std::sync::Arc;
use std::time::Duration;

use housekey_domain::passwords;

use crate::app::App;

/// How long nobody must have asked for slow work before its memory is given back.
const INTERVAL: Duration = Duration::from_secs(10);

/// Tidies up now and then, for as long as the server runs.
pub(crate) async fn tidy(app: Arc<App>) {
    let mut asked = app.slow.asked();
    loop {
        tokio::time::sleep(INTERVAL).await;
        let before = std::mem::replace(&mut asked, app.slow.asked());
        if before == asked && app.slow.is_idle() {
            passwords::release_memory();
        }
        let now = app.clock.now();
        app.rate_limiter.tidy(now);
        app.keyring.tidy(now);
    }
}
