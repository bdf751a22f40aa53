//! Comparison of email addresses.

use std::borrow::Cow;

/// Characters that separate a subaddress (`ada+shop@example.com`) from the mailbox.
const SEPARATORS: &[char] = &['+', '=', '#'];
/// Yahoo Mail also uses hyphens.
const YAHOO_SEPARATORS: &[char] = &['+', '=', '#', '-'];

/// Gmail delivers `a.da` to `ada`.
const GMAIL: [&str; 2] = ["gmail.com", "googlemail.com"];
/// Yahoo's own mail domains, in byte order. Others that start with `yahoo.` may belong to anyone.
const YAHOO: [&str; 70] = [
    "rocketmail.com",
    "y7mail.com",
    "yahoo.ae",
    "yahoo.at",
    "yahoo.be",
    "yahoo.bg",
    "yahoo.ca",
    "yahoo.ch",
    "yahoo.cl",
    "yahoo.cn",
    "yahoo.co.id",
    "yahoo.co.il",
    "yahoo.co.in",
    "yahoo.co.jp",
    "yahoo.co.kr",
    "yahoo.co.nz",
    "yahoo.co.th",
    "yahoo.co.uk",
    "yahoo.co.za",
    "yahoo.com",
    "yahoo.com.ar",
    "yahoo.com.au",
    "yahoo.com.br",
    "yahoo.com.cn",
    "yahoo.com.co",
    "yahoo.com.hk",
    "yahoo.com.hr",
    "yahoo.com.mx",
    "yahoo.com.my",
    "yahoo.com.pe",
    "yahoo.com.ph",
    "yahoo.com.sg",
    "yahoo.com.tr",
    "yahoo.com.tw",
    "yahoo.com.ua",
    "yahoo.com.ve",
    "yahoo.com.vn",
    "yahoo.cz",
    "yahoo.de",
    "yahoo.dk",
    "yahoo.ee",
    "yahoo.es",
    "yahoo.fi",
    "yahoo.fr",
    "yahoo.gr",
    "yahoo.hr",
    "yahoo.hu",
    "yahoo.ie",
    "yahoo.in",
    "yahoo.it",
    "yahoo.jp",
    "yahoo.lt",
    "yahoo.lv",
    "yahoo.ne.jp",
    "yahoo.net",
    "yahoo.nl",
    "yahoo.no",
    "yahoo.pl",
    "yahoo.pt",
    "yahoo.ro",
    "yahoo.rs",
    "yahoo.ru",
    "yahoo.se",
    "yahoo.sg",
    "yahoo.si",
    "yahoo.sk",
    "yahoo.tw",
    "yahoo.ua",
    "yahoomail.com",
    "ymail.com",
];

/// Normalizes a domain for storage and comparison: lowercase, with international names in ASCII (`xn--…`, UTS #46).
/// `None` if it isn't a domain name.
pub fn ascii_domain(domain: &str) -> Option<Cow<'_, str>> {
    idna::domain_to_ascii_cow(domain.as_bytes(), idna::AsciiDenyList::URL).ok()
}

/// Whether this is one of Yahoo's own mail domains.
pub fn is_yahoo(domain: &str) -> bool {
    YAHOO.binary_search(&domain).is_ok()
}

/// Removes the subaddress: `ada+shop@example.com` becomes `ada@example.com`. The address must be normalized.
pub fn without_subaddress(address: &str) -> Cow<'_, str> {
    let Some((local, domain)) = address.rsplit_once('@') else { return address.into() };
    let separators = if is_yahoo(domain) { YAHOO_SEPARATORS } else { SEPARATORS };
    match local.split_once(separators) {
        Some((mailbox, _)) if !mailbox.is_empty() => format!("{mailbox}@{domain}").into(),
        _ => address.into(),
    }
}

/// Removes dots before the `@` where the provider ignores them.
pub fn without_dots(address: &str) -> Cow<'_, str> {
    match address.rsplit_once('@') {
        Some((local, domain)) if GMAIL.contains(&domain) && local.contains('.') => {
            format!("{}@{domain}", local.replace('.', "")).into()
        }
        _ => address.into(),
    }
}

/// The canonical mailbox of an address, by the rules of its provider.
pub fn canonical(address: &str) -> String {
    without_dots(&without_subaddress(address)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domains_are_sorted_so_that_they_can_be_searched() {
        assert!(YAHOO.is_sorted());
    }

    #[test]
    fn a_mailbox_has_one_canonical_form_by_provider() {
        for (address, mailbox) in [
            ("ada@example.com", "ada@example.com"),
            ("ada+shop@example.com", "ada@example.com"),
            ("ada=shop@example.com", "ada@example.com"),
            ("ada#shop+more@example.com", "ada@example.com"),
            ("ada-lovelace@example.com", "ada-lovelace@example.com"),
            ("a.da@example.com", "a.da@example.com"),
            ("a.d.a+shop@gmail.com", "ada@gmail.com"),
            ("a.da@googlemail.com", "ada@googlemail.com"),
            ("ada-shop@yahoo.com", "ada@yahoo.com"),
            ("ada-shop@yahoo.co.uk", "ada@yahoo.co.uk"),
            ("a.da-shop@ymail.com", "a.da@ymail.com"),
            ("ada-shop@yahoo.dev", "ada-shop@yahoo.dev"),
            ("+shop@example.com", "+shop@example.com"),
        ] {
            assert_eq!(canonical(address), mailbox, "{address}");
        }
    }

    #[test]
    fn a_domain_has_one_form() {
        for (domain, ascii) in [
            ("Exämple.COM", "xn--exmple-cua.com"),
            ("xn--exmple-cua.com", "xn--exmple-cua.com"),
            ("example.com", "example.com"),
            ("bücher。example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(ascii_domain(domain).as_deref(), Some(ascii), "{domain}");
        }
        for wrong in ["xn--a.example", "a b.example", "exa%6dple.com"] {
            assert_eq!(ascii_domain(wrong), None, "{wrong}");
        }
    }
}
