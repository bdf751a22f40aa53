//! Frees memory that only a burst of requests needed.

use std::sync::Arc;
use std::time::Duration;

use housekey_domain::passwords;

use crate::app::App;

/// How long the pool must be unused before its memory is freed.
const INTERVAL: Duration = Duration::from_secs(10);

/// Cleans up periodically, for as long as the server runs.
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
