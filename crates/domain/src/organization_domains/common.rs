//! Domains at which everybody can have an address: no organization can have one.

/// Providers of mailboxes for the public, the great ones and their sisters in other countries.
const COMMON: [&str; 62] = [
    "126.com",
    "163.com",
    "aol.com",
    "att.net",
    "bellsouth.net",
    "bluewin.ch",
    "btinternet.com",
    "comcast.net",
    "cox.net",
    "daum.net",
    "duck.com",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hanmail.net",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.es",
    "hotmail.fr",
    "hotmail.it",
    "hushmail.com",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "live.co.uk",
    "live.com",
    "live.fr",
    "live.nl",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "outlook.fr",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "rocketmail.com",
    "sbcglobal.net",
    "t-online.de",
    "tuta.com",
    "tutanota.com",
    "verizon.net",
    "web.de",
    "yandex.com",
    "yandex.ru",
    "ymail.com",
    "zoho.com",
];

/// Providers of mailboxes that are thrown away after use.
const THROWN_AWAY: [&str; 12] = [
    "10minutemail.com",
    "dispostable.com",
    "getnada.com",
    "guerrillamail.com",
    "maildrop.cc",
    "mailinator.com",
    "mailnesia.com",
    "sharklasers.com",
    "temp-mail.org",
    "throwawaymail.com",
    "trashmail.com",
    "yopmail.com",
];

/// Whether everybody can have an address at this domain.
pub(super) fn is_common(domain: &str) -> bool {
    // Yahoo has a domain in each country.
    COMMON.binary_search(&domain).is_ok() || domain.starts_with("yahoo.")
}

/// Whether addresses at this domain are for throwing away.
pub(super) fn is_thrown_away(domain: &str) -> bool {
    THROWN_AWAY.binary_search(&domain).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_so_that_they_can_be_searched() {
        assert!(COMMON.is_sorted() && THROWN_AWAY.is_sorted());
    }

    #[test]
    fn great_providers_are_known_and_others_are_not() {
        for domain in ["gmail.com", "126.com", "zoho.com", "yahoo.co.jp"] {
            assert!(is_common(domain), "{domain}");
        }
        assert!(is_thrown_away("mailinator.com"));
        assert!(!is_common("example.com") && !is_thrown_away("example.com"));
    }
}
