"""What exists when schemathesis asks for it, and bodies that work. `$name` stands for an id that was made before."""

USER = {
    "email_address": ["ada$unique@example.com"],
    "phone_number": ["+1415$unique"],
    "password": "correct horse battery staple",
    "web3_wallet": ["0x71c7656ec7ab88b098defb751b7401b5f$unique"],
    "totp_secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    "backup_codes": ["paper-code-1"],
}
ORGANIZATION = {"name": "Canary", "created_by": "$user_id"}
DOMAIN = {"name": "d$unique.example.org"}
GUEST = {"email_address": "guest$unique@example.com", "role": "org:member", "inviter_user_id": "$user_id"}
INVITED = {"email_address": "invited$unique@example.com"}
WAITING = {"email_address": "waiting$unique@example.com"}
ALLOWED = {"identifier": "allowed$unique@example.com"}
BLOCKED = {"identifier": "blocked$unique@example.net"}
ACTOR = {"user_id": "$user_id", "actor": {"sub": "user_support"}}
APPLICATION = {"name": "Canary", "redirect_uris": ["https://app.example.com/back"]}
TEMPLATE = {"name": "canary-$unique", "claims": {"canary": True}}
SATELLITE = {"name": "s$unique.example.com", "is_satellite": True}
REDIRECT = {"url": "https://r$unique.example.com/back"}
OF_USER = {"user_id": "$user_id"}

# The name under which an id travels (where a name means several things, with the path's first word before it), the request
# that makes the thing, and where the id is in the answer.
STEPS = [
    ("user_id", "POST", "/users", USER, ["id"]),
    ("email_address_id", "GET", "/users/$user_id", None, ["email_addresses", 0, "id"]),
    ("phone_number_id", "GET", "/users/$user_id", None, ["phone_numbers", 0, "id"]),
    ("web3_wallet_identification_id", "GET", "/users/$user_id", None, ["web3_wallets", 0, "id"]),
    ("organization_id", "POST", "/organizations", ORGANIZATION, ["id"]),
    ("organizations.domain_id", "POST", "/organizations/$organization_id/domains", DOMAIN, ["id"]),
    ("organizations.invitation_id", "POST", "/organizations/$organization_id/invitations", GUEST, ["id"]),
    ("invitation_id", "POST", "/invitations", INVITED, ["id"]),
    ("waitlist_entry_id", "POST", "/waitlist_entries", WAITING, ["id"]),
    ("allowlist_identifiers.identifier_id", "POST", "/allowlist_identifiers", ALLOWED, ["id"]),
    ("blocklist_identifiers.identifier_id", "POST", "/blocklist_identifiers", BLOCKED, ["id"]),
    ("actor_token_id", "POST", "/actor_tokens", ACTOR, ["id"]),
    ("oauth_application_id", "POST", "/oauth_applications", APPLICATION, ["id"]),
    ("session_id", "POST", "/sessions", OF_USER, ["id"]),
    ("client_id", "GET", "/sessions/$session_id", None, ["client_id"]),
    ("sign_in_token_id", "POST", "/sign_in_tokens", OF_USER, ["id"]),
    ("template_id", "POST", "/jwt_templates", TEMPLATE, ["id"]),
    ("template_name", "GET", "/jwt_templates/$template_id", None, ["name"]),
    ("domain_id", "POST", "/domains", SATELLITE, ["id"]),
    ("redirect_urls.id", "POST", "/redirect_urls", REDIRECT, ["id"]),
]

# What every instance has.
NAMES = {"provider": "oauth_google", "slug": "verification_code", "template_type": "email"}

# Bodies that work, by operation; one that has none works without any field.
WORKS = {
    "POST /actor_tokens": ACTOR,
    "POST /allowlist_identifiers": ALLOWED,
    "POST /blocklist_identifiers": BLOCKED,
    "POST /domains": SATELLITE,
    "POST /email_addresses": {"user_id": "$user_id", "email_address": "more$unique@example.com"},
    "POST /invitations": INVITED,
    "POST /invitations/bulk": [INVITED],
    "POST /jwt_templates": TEMPLATE,
    "POST /oauth_applications": APPLICATION,
    "POST /organizations": ORGANIZATION,
    "POST /organizations/{organization_id}/domains": DOMAIN,
    "POST /organizations/{organization_id}/invitations": GUEST,
    "POST /organizations/{organization_id}/invitations/bulk": [GUEST],
    "POST /organizations/{organization_id}/invitations/{invitation_id}/revoke": {"requesting_user_id": "$user_id"},
    "POST /organizations/{organization_id}/memberships": {"user_id": "$user_id", "role": "org:member"},
    "PATCH /organizations/{organization_id}/memberships/{user_id}": {"role": "org:admin"},
    "POST /phone_numbers": {"user_id": "$user_id", "phone_number": "+1212$unique"},
    "POST /redirect_urls": REDIRECT,
    "POST /sessions": OF_USER,
    "POST /sign_in_tokens": OF_USER,
    "POST /users": USER,
    "POST /users/{user_id}/verify_password": {"password": "correct horse battery staple"},
    "POST /users/{user_id}/verify_totp": {"code": "paper-code-1"},
    "POST /waitlist_entries": WAITING,
    "PUT /templates/{template_type}/{slug}": {"subject": "Changed", "body": "{{otp_code}}"},
}
