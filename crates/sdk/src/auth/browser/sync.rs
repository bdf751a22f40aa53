//! Multi-domain: satellites sync with the primary domain.

use reqwest::Url;

use super::{Browser, address};
use crate::auth::reason::Reason;
use crate::auth::satellite::Satellite;
use crate::auth::state::RequestState;

/// URL parameter: `false` asks a satellite to sync, `true` means that it has.
const SYNCED: &str = "__clerk_synced";
/// URL parameter for the primary domain, in development: the satellite to return to.
const BACK: &str = "__clerk_redirect_url";

impl Browser<'_> {
    /// The redirect between the instance's domains, if one is needed.
    pub(super) fn synced(&self) -> Option<RequestState> {
        match self.options.as_satellite() {
            Some(satellite) => self.ask_primary(satellite),
            None => self.answer_satellite(),
        }
    }

    fn ask_primary(&self, satellite: &Satellite) -> Option<RequestState> {
        let visit = self.visit;
        let synced = visit.parameter(SYNCED);
        if !visit.is_get || !visit.is_document || synced.as_deref() == Some("true") {
            return None;
        }
        let is_asked_to = synced.as_deref() == Some("false");
        let is_new = visit.cookies.session.is_none() && visit.cookies.client_uat == 0;
        if is_new && !is_asked_to && !satellite.syncs_by_itself() {
            return Some(RequestState::signed_out(Reason::SessionTokenAndUatMissing, ""));
        }
        if !is_new && !is_asked_to {
            return None;
        }
        let reason = Reason::SatelliteNeedsSyncing;
        if !visit.is_development {
            return Some(self.handshake(reason, ""));
        }
        let primary = satellite.primary().zip(visit.url.as_ref()).map(|(primary, here)| {
            let mut primary = primary.clone();
            primary.query_pairs_mut().append_pair(BACK, here.as_str());
            primary
        });
        Some(self.send_to(primary, reason, ""))
    }

    /// Redirects the browser of a development instance back with its development browser token, so that the satellite knows it.
    fn answer_satellite(&self) -> Option<RequestState> {
        let back = self.visit.parameter(BACK).filter(|back| self.visit.is_development && !back.is_empty())?;
        let back = Url::parse(&back).ok().filter(|back| matches!(back.scheme(), "http" | "https"));
        let back = back.map(|back| self.named(back));
        Some(self.send_to(back, Reason::PrimaryRespondsToSyncing, ""))
    }

    fn named(&self, mut back: Url) -> Url {
        if let Some(browser) = &self.visit.cookies.dev_browser {
            back.query_pairs_mut().append_pair(address::DEV_BROWSER, browser);
        }
        let mut is_there = false;
        let pairs = back.query_pairs().into_owned().filter_map(|(name, value)| match name.as_str() {
            SYNCED if is_there => None,
            SYNCED => {
                is_there = true;
                Some((name, "true".to_owned()))
            }
            _ => Some((name, value)),
        });
        let mut pairs: Vec<_> = pairs.collect();
        if !is_there {
            pairs.push((SYNCED.to_owned(), "true".to_owned()));
        }
        back.query_pairs_mut().clear().extend_pairs(pairs);
        back
    }
}
