use housekey_sdk::reqwest;
use serde_json::{Value, json};

use crate::World;

/// A request and the expected response.
struct Case<'w> {
    name: &'static str,
    path: &'static str,
    token: Option<&'w str>,
    answer: Answer,
}

enum Answer {
    /// 200 with this text.
    Says(&'static str),
    /// An error response with this code.
    Refuses(u16, &'static str),
    /// 403 with a reverification hint of this name.
    AsksToVerify(&'static str),
}

use Answer::{AsksToVerify, Refuses, Says};

const SIGNED_OUT: Answer = Refuses(401, "authentication_invalid");

/// Runs all cases against a service at `url`, whose routes are
///
/// | path | guard | answers |
/// | --- | --- | --- |
/// | `/maybe` | optional | the user's id, or `nobody` |
/// | `/me` | | the user's id |
/// | `/organization` | | the active organization's id |
/// | `/team` | an organization | the user's id |
/// | `/admin` | the role `org:admin` | the user's id |
/// | `/invoices` | the permission `org:invoices:read` | the user's id |
/// | `/secure` | the reverification `strict` | the user's id |
/// | `/asks` | | the user's id, if the handler finds the role `org:admin` |
///
/// # Panics
/// If a response differs or is missing.
pub async fn answers_as_it_should(url: &str, world: &World) {
    for case in cases(world) {
        let request = reqwest::Client::builder().build().unwrap().get(format!("{url}{}", case.path));
        let request = case.token.into_iter().fold(request, reqwest::RequestBuilder::bearer_auth);
        let response = request.send().await.unwrap();
        case.holds(response).await;
    }
}

/// A browser that was signed in but has lost its token is redirected to the Frontend API by the guard that has the
/// secret key. The routes are those of [`answers_as_it_should`].
///
/// # Panics
/// If it isn't.
pub async fn sends_browsers_to_the_handshake(url: &str) {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let request = client.get(format!("{url}/me?page=2")).header("sec-fetch-dest", "document");
    let request = request.header("cookie", "__client_uat=1700000000; __clerk_db_jwt=browser");
    let response = request.send().await.unwrap();
    let location = response.headers().get("location").and_then(|location| location.to_str().ok());
    let location = location.unwrap_or_default().to_owned();
    assert_eq!(
        (response.status().as_u16(), location.contains("/v1/client/handshake?")),
        (307, true),
        "{location}"
    );
    assert!(location.contains("%2Fme%3Fpage%3D2"), "{location}");
}

impl Case<'_> {
    async fn holds(&self, response: reqwest::Response) {
        let (status, kind) = (response.status().as_u16(), response.headers().get("content-type").cloned());
        let challenges = response.headers().contains_key("www-authenticate");
        let reason = response.headers().get("x-clerk-auth-reason").cloned();
        let text = response.text().await.unwrap();
        let at = format!("{}, {}: {status} {text}", self.name, self.path);
        if let Says(expected) = self.answer {
            assert_eq!((status, text.as_str()), (200, expected), "{at}");
            return;
        }
        assert_eq!(kind.unwrap(), "application/json", "{at}");
        let body: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{at}"));
        match self.answer {
            Says(_) => unreachable!(),
            Refuses(expected, code) => {
                assert_eq!((status, &body["errors"][0]["code"]), (expected, &json!(code)), "{at}");
                assert_eq!((challenges, reason.is_some()), (expected == 401, expected == 401), "{at}");
            }
            AsksToVerify(preset) => {
                let hint = json!({ "clerk_error": {
                    "type": "forbidden", "reason": "reverification-error", "metadata": { "reverification": preset },
                } });
                assert_eq!((status, body), (403, hint), "{at}");
            }
        }
    }
}

fn cases(world: &World) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    let mut add = |name, token, answers: Vec<(&'static str, Answer)>| {
        cases.extend(answers.into_iter().map(|(path, answer)| Case { name, path, token, answer }));
    };
    let everywhere = |answer: fn() -> Answer| {
        ["/me", "/organization", "/team", "/admin", "/invoices", "/secure", "/asks"]
            .map(|path| (path, answer()))
    };
    let nobody = || [("/maybe", Says("nobody"))].into_iter().chain(everywhere(|| SIGNED_OUT)).collect();
    add("no token", None, nobody());
    add("an expired token", Some(world.expired.as_str()), nobody());
    add("a token of another server", Some(&world.foreign), nobody());
    add("no token at all", Some("mallory"), nobody());
    add(
        "an administrator",
        Some(&world.ada),
        vec![
            ("/maybe", Says("user_ada")),
            ("/me", Says("user_ada")),
            ("/organization", Says("org_acme")),
            ("/team", Says("user_ada")),
            ("/admin", Says("user_ada")),
            ("/asks", Says("user_ada")),
            ("/invoices", Refuses(403, "permission_required")),
            ("/secure", AsksToVerify("strict")),
        ],
    );
    add(
        "an accountant",
        Some(&world.grace),
        vec![
            ("/organization", Says("org_acme")),
            ("/team", Says("user_grace")),
            ("/invoices", Says("user_grace")),
            ("/admin", Refuses(403, "role_required")),
            ("/asks", Refuses(403, "role_required")),
        ],
    );
    add(
        "somebody without an organization",
        Some(&world.joan),
        vec![
            ("/me", Says("user_joan")),
            ("/organization", Refuses(403, "organization_required")),
            ("/team", Refuses(403, "organization_required")),
            ("/admin", Refuses(403, "role_required")),
            ("/invoices", Refuses(403, "permission_required")),
            ("/secure", AsksToVerify("strict")),
        ],
    );
    add(
        "somebody who entered their password lately",
        Some(&world.joan_lately),
        vec![("/secure", Says("user_joan"))],
    );
    add(
        "somebody who did so long ago",
        Some(&world.joan_long_ago),
        vec![("/me", Says("user_joan")), ("/secure", AsksToVerify("strict"))],
    );
    cases
}
