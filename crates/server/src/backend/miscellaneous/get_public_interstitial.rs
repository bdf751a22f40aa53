use housekey_contract::Html;
use housekey_contract::backend::miscellaneous::GetInterstitial;
use housekey_domain::interstitial::Interstitial;
use housekey_domain::random;
use maud::{DOCTYPE, PreEscaped, html};

use crate::error::Result;
use crate::home::rng;

/// Loads the library, which sets its cookies, then reloads the requested page.
const LOAD: &str =
    "window.addEventListener('load',()=>window.Clerk.load().then(()=>window.location.reload()))";

pub(super) fn get_public_interstitial(request: GetInterstitial) -> Result<Html> {
    let page = Interstitial::check(request)?;
    // Only the library and this script may run, whatever the parameters contain.
    let nonce = random::token(&mut rng(), "");
    let policy = format!(
        "default-src * data: blob:; style-src * 'unsafe-inline'; script-src 'nonce-{nonce}' 'strict-dynamic'; base-uri 'none'"
    );
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                title { "Signing in" }
            }
            body {
                script nonce=(nonce) src=(page.script_url) crossorigin="anonymous"
                    data-clerk-publishable-key=(page.publishable_key)
                    data-clerk-proxy-url=[page.proxy_url]
                    data-clerk-domain=[page.domain]
                    data-clerk-sign-in-url=[page.sign_in_url] {}
                script nonce=(nonce) { (PreEscaped(LOAD)) }
            }
        }
    };
    Ok(Html(markup.into_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key for `clerk.example.com`.
    const KEY: &str = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k";

    #[test]
    fn what_a_request_holds_stays_within_its_attributes() {
        let request = GetInterstitial {
            publishable_key: Some(KEY.into()),
            proxy_url: Some("https://app.example.com/'a'&b".into()),
            ..GetInterstitial::default()
        };
        let Html(markup) = get_public_interstitial(request).unwrap();
        assert_eq!(markup.matches("<script").count(), 2, "{markup}");
        assert!(markup.contains("data-clerk-proxy-url=\"https://app.example.com/'a'&amp;b\""), "{markup}");
    }

    #[test]
    fn a_nonce_is_used_once() {
        let page = || {
            let request = GetInterstitial { publishable_key: Some(KEY.into()), ..GetInterstitial::default() };
            get_public_interstitial(request).unwrap()
        };
        assert_ne!(page(), page());
    }
}
