-- The allowlist and the blocklist of an instance: identifiers in their normal form, and patterns such as `*@example.com`.
CREATE TABLE listed_identifiers (
    instance_id TEXT NOT NULL,
    list TEXT NOT NULL,
    identifier TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, list, identifier)
);
CREATE UNIQUE INDEX listed_identifiers_by_id ON listed_identifiers (instance_id, id);
CREATE INDEX listed_identifiers_by_created_at ON listed_identifiers (instance_id, list, created_at, id);

-- Gmail takes an address with dots for the one without. Only addresses of Gmail are in this index.
CREATE INDEX identifications_without_dots ON identifications (instance_id, (REPLACE(value, '.', '')))
    WHERE kind = 'email_address' AND value LIKE '%@gmail.com';

-- A pending invitation counts as expired once its time has come. Of its ticket only the SHA-256 is kept.
CREATE TABLE invitations (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    email_address TEXT NOT NULL,
    status TEXT NOT NULL,
    digest TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX invitations_by_digest ON invitations (instance_id, digest);
CREATE INDEX invitations_by_email_address ON invitations (instance_id, email_address, id);
CREATE INDEX invitations_by_created_at ON invitations (instance_id, created_at, id);
CREATE INDEX invitations_by_expires_at ON invitations (instance_id, expires_at, id);

-- Password digests and codes of sign-ups are apart from the document, as with users.
CREATE TABLE sign_ups (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    secrets TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);

-- `invited_at` is 0 for those who were not invited.
CREATE TABLE waitlist_entries (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    email_address TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    invited_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX waitlist_entries_by_email_address ON waitlist_entries (instance_id, email_address);
CREATE INDEX waitlist_entries_by_created_at ON waitlist_entries (instance_id, created_at, id);
CREATE INDEX waitlist_entries_by_invited_at ON waitlist_entries (instance_id, invited_at, id);

CREATE TABLE actor_tokens (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX actor_tokens_by_digest ON actor_tokens (instance_id, digest);
CREATE INDEX actor_tokens_by_user ON actor_tokens (instance_id, user_id);
