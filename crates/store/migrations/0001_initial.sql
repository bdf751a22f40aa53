-- Every key begins with the instance, so that no query can reach another one's rows.
-- An aggregate is one row: columns for what is looked up, filtered or sorted by, a JSON document for the rest.

CREATE TABLE instances (
    id TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL
);

-- The keys that the backend API is called with: only their SHA-256 is kept.
CREATE TABLE secret_keys (
    digest TEXT PRIMARY KEY,
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    hint TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE UNIQUE INDEX secret_keys_by_id ON secret_keys (instance_id, id);

-- Columns that are sorted by hold '' or 0 where there is nothing, since the engines disagree on where nulls go.
CREATE TABLE users (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    username TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email_address TEXT NOT NULL,
    phone_number TEXT NOT NULL,
    web3_wallet TEXT NOT NULL,
    banned BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_active_at BIGINT NOT NULL,
    last_sign_in_at BIGINT NOT NULL,
    -- All that `query` looks through, in lower case.
    search TEXT NOT NULL,
    -- First and last name, in lower case.
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE INDEX users_by_created_at ON users (instance_id, created_at, id);
CREATE INDEX users_by_updated_at ON users (instance_id, updated_at, id);
CREATE INDEX users_by_last_active_at ON users (instance_id, last_active_at, id);
CREATE INDEX users_by_last_sign_in_at ON users (instance_id, last_sign_in_at, id);
CREATE INDEX users_by_username ON users (instance_id, username, id);
CREATE INDEX users_by_first_name ON users (instance_id, first_name, id);
CREATE INDEX users_by_last_name ON users (instance_id, last_name, id);
CREATE INDEX users_by_email_address ON users (instance_id, email_address, id);
CREATE INDEX users_by_phone_number ON users (instance_id, phone_number, id);
CREATE INDEX users_by_web3_wallet ON users (instance_id, web3_wallet, id);
CREATE INDEX users_banned ON users (instance_id, created_at, id) WHERE banned;

-- What users are known by, unique by kind within an instance.
CREATE TABLE identifications (
    instance_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (instance_id, kind, value)
);
CREATE UNIQUE INDEX identifications_by_id ON identifications (instance_id, id);
CREATE INDEX identifications_by_user ON identifications (instance_id, user_id);

-- Password digests, TOTP secrets, backup codes: apart from the document, so that reading a user never loads them.
CREATE TABLE credentials (
    instance_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, user_id)
);

CREATE TABLE clients (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE INDEX clients_by_created_at ON clients (instance_id, created_at, id);

-- A session that is stored as active counts as expired or abandoned once its time has come.
CREATE TABLE sessions (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expire_at BIGINT NOT NULL,
    abandon_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE INDEX sessions_by_user ON sessions (instance_id, user_id, created_at, id);
CREATE INDEX sessions_by_client ON sessions (instance_id, client_id, created_at, id);
CREATE INDEX sessions_by_created_at ON sessions (instance_id, created_at, id);

CREATE TABLE sign_in_tokens (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX sign_in_tokens_by_digest ON sign_in_tokens (instance_id, digest);
CREATE INDEX sign_in_tokens_by_user ON sign_in_tokens (instance_id, user_id);

CREATE TABLE testing_tokens (
    instance_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, digest)
);
CREATE INDEX testing_tokens_by_expires_at ON testing_tokens (instance_id, expires_at);

CREATE TABLE jwt_templates (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX jwt_templates_by_name ON jwt_templates (instance_id, name);

-- Images are addressed by an id that can't be guessed, and are public to whoever has it.
CREATE TABLE images (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    media_type TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE INDEX images_by_user ON images (instance_id, user_id);
