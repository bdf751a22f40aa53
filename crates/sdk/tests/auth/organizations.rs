use housekey_sdk::auth::verify_token;
use serde_json::json;

use crate::signing::{OURS, claims, options};

#[tokio::test]
async fn typed_and_custom_claims_are_told_apart() {
    let token = OURS.token(&claims(&json!({
        "act": { "sub": "user_admin", "type": "agent", "iss": "https://x.test" },
        "pla": "u:free", "department": { "name": "research", "floors": [1, 2] },
    })));

    let claims = verify_token(&token, &options()).await.unwrap();

    assert_eq!((claims.sub.as_str(), claims.sid.as_deref()), ("user_ada", Some("sess_1")));
    assert_eq!((claims.fva, claims.v, claims.pla.as_deref()), (Some([3, -1]), Some(2), Some("u:free")));
    let actor = claims.act.as_ref().unwrap();
    assert_eq!((actor.sub.as_str(), actor.kind.as_deref()), ("user_admin", Some("agent")));
    assert_eq!(actor.other["iss"], "https://x.test");
    assert_eq!(claims.custom["department"]["floors"], json!([1, 2]));
    assert_eq!(claims.custom.len(), 1);
    assert_eq!(claims.organization(), None);
}

#[tokio::test]
async fn both_versions_give_the_same_organization() {
    let version_1 = OURS.token(&claims(&json!({
        "v": null, "org_id": "org_1", "org_slug": "acme", "org_role": "org:admin",
        "org_permissions": ["org:billing:read", "org:billing:manage"],
    })));
    let version_2 = OURS.token(&claims(&json!({
        "v": 2, "fea": "o:billing,u:search",
        "o": { "id": "org_1", "slg": "acme", "rol": "admin", "per": "read,manage", "fpm": "3" },
    })));

    let version_1 = verify_token(&version_1, &options()).await.unwrap();
    let version_2 = verify_token(&version_2, &options()).await.unwrap();

    assert_eq!(version_1.organization(), version_2.organization());
    for claims in [version_1, version_2] {
        assert!(claims.has_role("org:admin") && !claims.has_role("org:member"));
        assert!(claims.has_permission("org:billing:manage") && !claims.has_permission("org:search:read"));
    }
}
