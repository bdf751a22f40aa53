//! Disposable email providers.

/// Their domains, one per line, in byte order. From the public-domain (CC0) list `disposable-email-domains`, version
/// 0.0.293.
const DOMAINS: &str = include_str!("disposable.txt");

/// Whether this domain or one of its parents belongs to a disposable email provider.
pub(crate) fn is_disposable(domain: &str) -> bool {
    let parents = domain.match_indices('.').map(|(dot, _)| &domain[dot + 1..]);
    std::iter::once(domain).chain(parents).any(is_listed)
}

/// Binary search in the lines; the list has ten thousand.
fn is_listed(domain: &str) -> bool {
    let (mut low, mut high) = (0, DOMAINS.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = DOMAINS[..middle].rfind('\n').map_or(0, |end| end + 1);
        let end = DOMAINS[middle..].find('\n').map_or(DOMAINS.len(), |length| middle + length);
        match DOMAINS[start..end].cmp(domain) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_domain_is_found_and_no_other() {
        assert!(DOMAINS.is_ascii() && DOMAINS.lines().is_sorted());
        assert!(DOMAINS.lines().all(is_listed));
        for other in ["", "a", "zzzz.zz", "gmail.com", "example.com", "mailinator.co"] {
            assert!(!is_listed(other), "{other}");
        }
    }

    #[test]
    fn what_is_below_a_listed_domain_counts_too() {
        assert!(is_disposable("mailinator.com") && is_disposable("any.mailinator.com"));
        assert!(!is_disposable("notmailinator.com.example"));
    }
}
