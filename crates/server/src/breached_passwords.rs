//! Passwords that have leaked, where the server knows a list of them.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use housekey_domain::passwords::{BreachQuery, breached};

use crate::cx::Cx;
use crate::error::Result;
use crate::outbound::{Outgoing, Reach};

/// Asks for an answer whose size tells nothing.
const PADDING: HeaderName = HeaderName::from_static("add-padding");
/// The longest answer: about a thousand lines, with those that hide its size.
const MOST_BYTES: usize = 1024 * 1024;

/// Refuses a new password that stands in the list, if the instance wants that. A list that does not answer refuses
/// nobody: the log says so, and the other rules for passwords hold.
pub(crate) async fn check(cx: &Cx, password: Option<&str>, skipped: Option<bool>) -> Result<()> {
    let (Some(password), Some(url)) = (password, &cx.app.services.breached_passwords) else { return Ok(()) };
    if !cx.settings().general.hibp || skipped == Some(true) {
        return Ok(());
    }
    let query = BreachQuery::of(password);
    // Whoever runs the server has named the list, so it may be anywhere.
    let outgoing = Outgoing {
        headers: HeaderMap::from_iter([(PADDING, HeaderValue::from_static("true"))]),
        most_bytes: MOST_BYTES,
        ..Outgoing::get(format!("{url}{}", query.prefix()))
    };
    match cx.app.outbound.send(Reach::Anywhere, outgoing).await {
        Ok(answer) if answer.status.is_success() && answer.complete => {
            let listed = query.is_in(&String::from_utf8_lossy(&answer.body));
            if listed { Err(breached()) } else { Ok(()) }
        }
        Ok(answer) => {
            tracing::warn!(status = answer.status.as_u16(), "the list of leaked passwords gave no answer");
            Ok(())
        }
        Err(error) => {
            tracing::warn!(%error, "the list of leaked passwords could not be asked");
            Ok(())
        }
    }
}
