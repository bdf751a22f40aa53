//! Lookup of breached passwords, if the server is configured with a range API.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use housekey_domain::passwords::{BreachQuery, breached};

use crate::cx::Cx;
use crate::error::Result;
use crate::outbound::{Outgoing, Reach};

/// Requests padding, so that the size of the response reveals nothing.
const PADDING: HeaderName = HeaderName::from_static("add-padding");
/// Maximum size of a response: about a thousand lines including padding.
const MAX_BYTES: usize = 1024 * 1024;

/// Rejects a new password found in a breach, if the instance has this check enabled. If the API fails, this is logged
/// and the password is accepted, subject to the other password rules.
pub(crate) async fn check(cx: &Cx, password: Option<&str>, skipped: Option<bool>) -> Result<()> {
    let (Some(password), Some(url)) = (password, &cx.app.services.breached_passwords) else { return Ok(()) };
    if !cx.settings().general.hibp || skipped == Some(true) {
        return Ok(());
    }
    let query = BreachQuery::of(password);
    // The operator configured the URL, so it may be a private address.
    let outgoing = Outgoing {
        headers: HeaderMap::from_iter([(PADDING, HeaderValue::from_static("true"))]),
        most_bytes: MAX_BYTES,
        ..Outgoing::get(format!("{url}{}", query.prefix()))
    };
    match cx.app.outbound.send(Reach::Anywhere, outgoing).await {
        Ok(answer) if answer.status.is_success() && answer.complete => {
            let listed = query.is_in(&String::from_utf8_lossy(&answer.body));
            if listed { Err(breached()) } else { Ok(()) }
        }
        Ok(answer) => {
            tracing::warn!(status = answer.status.as_u16(), "breached password API returned an error");
            Ok(())
        }
        Err(error) => {
            tracing::warn!(%error, "breached password API unreachable");
            Ok(())
        }
    }
}
