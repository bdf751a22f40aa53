-- What an instance changed of the built-in templates.
CREATE TABLE templates (
    instance_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, kind, slug)
);

-- The webhook services that are turned on.
CREATE TABLE webhook_services (
    instance_id TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL
);

-- Who may see the page of a webhook service: links that work once, and the browsers that used one. Only SHA-256 is kept.
CREATE TABLE webhook_passes (
    instance_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    kind TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, digest)
);
