use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// The claim `o` of a session token, version 2: the active organization.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OrganizationClaims {
    /// The organization's id.
    pub id: String,
    /// Its slug.
    #[serde(rename = "slg", skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// The user's role, without the prefix `org:`.
    #[serde(rename = "rol")]
    pub role: String,
    /// The action names of the user's permissions: `read,manage`.
    #[serde(rename = "per", skip_serializing_if = "Option::is_none")]
    pub permissions: Option<String>,
    /// For each feature, the bit mask of its permissions, least significant bit first: `3,2`.
    #[serde(rename = "fpm", skip_serializing_if = "Option::is_none")]
    pub feature_permissions: Option<String>,
}

impl OrganizationClaims {
    /// Creates the claim for a role such as `org:admin` and its permissions.
    pub fn new(id: &str, slug: Option<&str>, role: &str, permissions: &FeaturePermissions) -> Self {
        let some = !permissions.features.is_empty();
        Self {
            id: id.to_owned(),
            slug: slug.map(str::to_owned),
            role: role.strip_prefix("org:").unwrap_or(role).to_owned(),
            permissions: some.then(|| permissions.names.clone()),
            feature_permissions: some.then(|| permissions.bits.clone()),
        }
    }
}

/// Permissions such as `org:invoices:read` in the compact form of session tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeaturePermissions {
    /// The features, in bit order: elements `o:invoices` of the claim `fea`, where they come first.
    pub features: Vec<String>,
    names: String,
    bits: String,
}

impl FeaturePermissions {
    /// Compacts permissions. System permissions (`org:sys_…`) and malformed ones are omitted, and so are all after 53
    /// distinct names, the number of bits in a JavaScript number.
    pub fn of<'a>(permissions: impl IntoIterator<Item = &'a str>) -> Self {
        let pairs: BTreeSet<(&str, &str)> = permissions.into_iter().filter_map(feature_and_name).collect();
        let names: BTreeSet<&str> = pairs.iter().map(|(_, name)| *name).collect();
        let names: Vec<&str> = names.into_iter().take(53).collect();
        let mut features: BTreeMap<&str, u64> = BTreeMap::new();
        for (feature, name) in pairs {
            let Ok(position) = names.binary_search(&name) else { continue };
            *features.entry(feature).or_default() |= 1 << position;
        }
        Self {
            names: names.join(","),
            bits: features.values().map(u64::to_string).collect::<Vec<_>>().join(","),
            features: features.into_keys().map(str::to_owned).collect(),
        }
    }
}

fn feature_and_name(permission: &str) -> Option<(&str, &str)> {
    let (feature, name) = permission.strip_prefix("org:")?.split_once(':')?;
    let plain = |part: &str| !part.is_empty() && !part.contains([':', ',']);
    (!feature.starts_with("sys_") && plain(feature) && plain(name)).then_some((feature, name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn claim(permissions: &[&str]) -> serde_json::Value {
        let permissions = FeaturePermissions::of(permissions.iter().copied());
        serde_json::to_value(OrganizationClaims::new("org_1", Some("acme"), "org:admin", &permissions))
            .unwrap()
    }

    #[test]
    fn permissions_are_bits_by_feature() {
        let permissions = ["org:invoices:manage", "org:invoices:read", "org:members:read"];
        assert_eq!(
            claim(&permissions),
            json!({"id": "org_1", "slg": "acme", "rol": "admin", "per": "manage,read", "fpm": "3,2"})
        );
        assert_eq!(FeaturePermissions::of(permissions).features, ["invoices", "members"]);
    }

    #[test]
    fn system_permissions_stay_out() {
        let permissions = ["org:sys_memberships:read", "org:", "org:a", "org:a:b:c", "read"];
        assert_eq!(claim(&permissions), json!({"id": "org_1", "slg": "acme", "rol": "admin"}));
    }

    #[test]
    fn more_names_than_bits_are_cut_off() {
        let permissions: Vec<String> = (10..80).map(|number| format!("org:feature:p{number}")).collect();
        let short = FeaturePermissions::of(permissions.iter().map(String::as_str));
        assert_eq!(short.bits, ((1_u64 << 53) - 1).to_string());
        assert!(short.names.ends_with("p62"));
    }
}
