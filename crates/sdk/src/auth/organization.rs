use super::claims::{Claims, OrganizationClaim};

/// A session's active organization, and the user's role and permissions in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Organization {
    /// The organization's id.
    pub id: String,
    /// Its slug, if it has one.
    pub slug: Option<String>,
    /// The user's role, with `org:`; empty if the token has none.
    pub role: String,
    /// The user's permissions, each `org:feature:permission`. System permissions are not in tokens.
    pub permissions: Vec<String>,
}

impl Organization {
    pub(super) fn of(claims: &Claims) -> Option<Self> {
        match (claims.v, &claims.o) {
            (Some(2), Some(organization)) => Some(Self::version_2(organization, claims.fea.as_deref())),
            (Some(2), None) => None,
            _ => Self::version_1(claims),
        }
    }

    /// Whether the user has this role, written with `org:`.
    pub fn has_role(&self, role: &str) -> bool {
        !role.is_empty() && self.role == role
    }

    /// Whether the user has this permission, written `org:feature:permission`.
    pub fn has_permission(&self, permission: &str) -> bool {
        self.permissions.iter().any(|held| held == permission)
    }

    fn version_1(claims: &Claims) -> Option<Self> {
        Some(Self {
            id: claims.org_id.clone()?,
            slug: claims.org_slug.clone(),
            role: claims.org_role.clone().unwrap_or_default(),
            permissions: claims.org_permissions.clone().unwrap_or_default(),
        })
    }

    fn version_2(claim: &OrganizationClaim, features: Option<&str>) -> Self {
        let role = claim.rol.as_deref().filter(|role| !role.is_empty());
        Self {
            id: claim.id.clone(),
            slug: claim.slg.clone(),
            role: role.map(|role| format!("org:{role}")).unwrap_or_default(),
            permissions: permissions(claim, features.unwrap_or_default()),
        }
    }
}

/// Each feature of the organization has a mask in `fpm`; its bit *i* grants the permission `per[i]`. User features have no masks.
/// Malformed values grant nothing.
fn permissions(claim: &OrganizationClaim, features: &str) -> Vec<String> {
    let names: Vec<_> = list(claim.per.as_deref()).collect();
    let masks = list(claim.fpm.as_deref()).map(|mask| mask.parse::<u128>().unwrap_or(0));
    let mut granted = Vec::new();
    for (feature, mask) in organization_features(features).zip(masks) {
        let held = names.iter().enumerate().filter(|&(bit, _)| bit < 128 && mask >> bit & 1 == 1);
        granted.extend(held.map(|(_, name)| format!("org:{feature}:{name}")));
    }
    granted
}

/// `o:x` and `uo:x` are features of the organization; `u:x` is not.
fn organization_features(features: &str) -> impl Iterator<Item = &str> {
    let scoped = list(Some(features)).filter_map(|feature| feature.split_once(':'));
    scoped.filter(|(scope, _)| scope.contains('o')).map(|(_, name)| name)
}

fn list(text: Option<&str>) -> impl Iterator<Item = &str> {
    text.filter(|text| !text.is_empty()).into_iter().flat_map(|text| text.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn claims(extra: &serde_json::Value) -> Claims {
        let mut claims = json!({ "sub": "user_1", "exp": 1 });
        for (name, value) in extra.as_object().unwrap() {
            claims[name] = value.clone();
        }
        serde_json::from_value(claims).unwrap()
    }

    #[test]
    fn version_1_is_taken_as_it_is() {
        let claims = claims(&json!({
            "org_id": "org_1", "org_slug": "acme", "org_role": "org:admin",
            "org_permissions": ["org:invoices:read"],
        }));

        let organization = claims.organization().unwrap();

        assert_eq!((organization.id.as_str(), organization.slug.as_deref()), ("org_1", Some("acme")));
        assert!(claims.has_role("org:admin") && !claims.has_role("admin") && !claims.has_role(""));
        assert!(claims.has_permission("org:invoices:read") && !claims.has_permission("org:invoices:write"));
    }

    #[test]
    fn version_2_reads_the_masks_of_organization_features_only() {
        let claims = claims(&json!({
            "v": 2, "fea": "u:reports,o:billing,uo:search",
            "o": { "id": "org_1", "slg": "acme", "rol": "admin", "per": "read,manage,share", "fpm": "5,2" },
        }));

        let organization = claims.organization().unwrap();

        assert_eq!(organization.role, "org:admin");
        assert_eq!(organization.permissions, ["org:billing:read", "org:billing:share", "org:search:manage"]);
    }

    #[test]
    fn what_cannot_be_read_grants_nothing() {
        for (per, fpm, fea) in [
            ("read", "x", "o:a"),
            ("read", "-1", "o:a"),
            ("read", "", "o:a"),
            ("", "1", ""),
            ("read", "1", "nameless"),
            ("read", "340282366920938463463374607431768211456", "o:a"),
        ] {
            let claims =
                claims(&json!({ "v": 2, "fea": fea, "o": { "id": "org_1", "per": per, "fpm": fpm } }));
            assert_eq!(claims.organization().unwrap().permissions, Vec::<String>::new(), "{per} {fpm} {fea}");
        }
    }

    #[test]
    fn the_claims_of_one_version_do_not_count_in_the_other() {
        assert_eq!(claims(&json!({ "v": 2, "org_id": "org_1" })).organization(), None);
        assert_eq!(claims(&json!({ "o": { "id": "org_1" } })).organization(), None);
    }
}
