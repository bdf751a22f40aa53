use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::wire::Caller;

/// The objects of an instance: the name of the id, the request that creates it, and where the id is in the response.
/// `$name` stands for an id created before.
const STEPS: &[(&str, &str, &str, &str)] = &[
    (
        "user_id",
        "POST /users",
        r#"{"email_address": ["ada@example.com"], "phone_number": ["+15555550123"], "password": "correct horse battery staple",
            "totp_secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "backup_codes": ["paper-code-1"],
            "web3_wallet": ["0x71C7656EC7ab88b098defB751B7401B5f6d8976F"], "first_name": "Canary"}"#,
        "/id",
    ),
    ("email_address_id", "GET /users/$user_id", "", "/email_addresses/0/id"),
    ("phone_number_id", "GET /users/$user_id", "", "/phone_numbers/0/id"),
    ("web3_wallet_identification_id", "GET /users/$user_id", "", "/web3_wallets/0/id"),
    (
        "permission_id",
        "POST /organization_permissions",
        r#"{"name": "Canary", "key": "org:canary:sing"}"#,
        "/id",
    ),
    (
        "role_id",
        "POST /organization_roles",
        r#"{"name": "Canary", "key": "org:canary", "permissions": ["$permission_id"]}"#,
        "/id",
    ),
    ("organization_role_id", "GET /organization_roles/$role_id", "", "/id"),
    ("organization_id", "POST /organizations", r#"{"name": "Canary", "created_by": "$user_id"}"#, "/id"),
    (
        "OrganizationDomains.domain_id",
        "POST /organizations/$organization_id/domains",
        r#"{"name": "$unique.example.org"}"#,
        "/id",
    ),
    (
        "OrganizationInvitations.invitation_id",
        "POST /organizations/$organization_id/invitations",
        r#"{"email_address": "guest@example.com", "role": "org:member", "inviter_user_id": "$user_id"}"#,
        "/id",
    ),
    ("invitation_id", "POST /invitations", r#"{"email_address": "invited@example.com"}"#, "/id"),
    ("waitlist_entry_id", "POST /waitlist_entries", r#"{"email_address": "waiting@example.com"}"#, "/id"),
    (
        "AllowlistIdentifiers.identifier_id",
        "POST /allowlist_identifiers",
        r#"{"identifier": "*@example.com"}"#,
        "/id",
    ),
    (
        "BlocklistIdentifiers.identifier_id",
        "POST /blocklist_identifiers",
        r#"{"identifier": "blocked@example.net"}"#,
        "/id",
    ),
    (
        "actor_token_id",
        "POST /actor_tokens",
        r#"{"user_id": "$user_id", "actor": {"sub": "user_support"}}"#,
        "/id",
    ),
    (
        "oauth_application_id",
        "POST /oauth_applications",
        r#"{"name": "Canary", "redirect_uris": ["https://app.example.com/back"]}"#,
        "/id",
    ),
    (
        "saml_connection_id",
        "POST /saml_connections",
        r#"{"name": "Canary", "provider": "saml_okta", "domains": ["$unique.example.net"]}"#,
        "/id",
    ),
    ("session_id", "POST /sessions", r#"{"user_id": "$user_id"}"#, "/id"),
    ("client_id", "GET /sessions/$session_id", "", "/client_id"),
    ("sign_in_token_id", "POST /sign_in_tokens", r#"{"user_id": "$user_id"}"#, "/id"),
    ("template_id", "POST /jwt_templates", r#"{"name": "$unique", "claims": {"canary": true}}"#, "/id"),
    ("domain_id", "POST /domains", r#"{"name": "$unique.example.com", "is_satellite": true}"#, "/id"),
    ("RedirectUrls.id", "POST /redirect_urls", r#"{"url": "https://$unique.example.com/back"}"#, "/id"),
    ("template_name", "GET /jwt_templates/$template_id", "", "/name"),
];

/// Ids of which nothing can exist yet, or not through the API.
const NOTHING: &[(&str, &str)] = &[
    ("external_account_id", "eac_nothing"),
    ("SignUps.id", "sua_nothing"),
    ("passkey_identification_id", "idn_nothing"),
    ("profile_image_id", "img_nothing"),
    ("provider", "oauth_google"),
    ("slug", "verification_code"),
    ("template_type", "email"),
];

/// Names that aren't ids.
pub(crate) const NO_ONES: &[&str] = &["provider", "slug", "template_type", "unique"];

/// Whether this is the name of an id.
pub(crate) fn is_known(name: &str) -> bool {
    STEPS.iter().any(|(known, ..)| *known == name) || NOTHING.iter().any(|(known, _)| *known == name)
}

/// Ids by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Seeds(BTreeMap<String, String>);

impl Seeds {
    /// Creates one of everything.
    pub(crate) async fn plant(caller: &Caller) -> Self {
        let mut seeds = Self::default();
        for (name, id) in NOTHING {
            seeds.0.insert((*name).to_owned(), (*id).to_owned());
        }
        seeds.0.insert("unique".to_owned(), format!("canary-{}", caller.name));
        for (name, request, body, pointer) in STEPS {
            let (method, path) = request.split_once(' ').unwrap();
            let answer = caller.send(method, &seeds.fill(path), &seeds.fill(body)).await;
            assert_eq!(answer.status, 200, "{request}: {answer:?}");
            let id = answer.body.pointer(pointer).and_then(Value::as_str);
            let id = id.unwrap_or_else(|| panic!("{request} has no {pointer}: {answer:?}"));
            seeds.0.insert((*name).to_owned(), id.to_owned());
        }
        seeds
    }

    /// Adds an id created otherwise.
    pub(crate) fn and(mut self, name: &str, id: &str) -> Self {
        self.0.insert(name.to_owned(), id.to_owned());
        self
    }

    /// Replaces some ids with those of another instance.
    pub(crate) fn with(&self, names: &BTreeSet<String>, theirs: &Self) -> Self {
        let mut mixed = self.clone();
        for name in names {
            mixed.0.insert(name.clone(), theirs.get(name).to_owned());
        }
        mixed
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).unwrap_or_else(|| panic!("there is no {name} in seeds.rs"))
    }

    /// Substitutes the ids in a text.
    pub(crate) fn fill(&self, text: &str) -> String {
        // Longer names first, because `$user_id` is a prefix of `$user_ids`.
        let mut names: Vec<_> = self.0.keys().collect();
        names.sort_by_key(|name| usize::MAX - name.len());
        names.iter().fold(text.to_owned(), |text, name| text.replace(&format!("${name}"), self.get(name)))
    }

    /// The ids of existing objects, without generic names.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        let exists = |name: &str| STEPS.iter().any(|(step, ..)| *step == name);
        self.0.iter().filter(move |(name, _)| exists(name)).map(|(_, id)| id.as_str())
    }
}
