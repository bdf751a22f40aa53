//! Public email providers, whose domains no organization can have.

use housekey_store::mailbox::is_yahoo;

/// Large mailbox providers, including their country domains.
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

/// Whether this domain belongs to a public email provider.
pub(super) fn is_common(domain: &str) -> bool {
    COMMON.binary_search(&domain).is_ok() || is_yahoo(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_so_that_it_can_be_searched() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn great_providers_are_known_and_others_are_not() {
        for domain in ["gmail.com", "126.com", "zoho.com", "yahoo.co.jp"] {
            assert!(is_common(domain), "{domain}");
        }
        assert!(!is_common("example.com") && !is_common("yahoo.dev"));
    }
}
