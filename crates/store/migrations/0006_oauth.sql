-- Applications that sign people in with their accounts here, what people let them do, and the tokens that came of it.
-- Of secrets, codes and tokens only the SHA-256 is kept.

-- The eldest instance is the one that needs no prefix in its addresses.
CREATE INDEX instances_by_created_at ON instances (created_at, id);

CREATE TABLE oauth_applications (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    -- In lower case.
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX oauth_applications_by_client_id ON oauth_applications (instance_id, client_id);
CREATE INDEX oauth_applications_by_created_at ON oauth_applications (instance_id, created_at, id);
CREATE INDEX oauth_applications_by_name ON oauth_applications (instance_id, name, id);

-- One sign-in at an application: its code and all tokens that came of it live and die together.
CREATE TABLE oauth_grants (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    application_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    code_digest TEXT NOT NULL,
    -- When a code that nobody exchanged is given up; 0 once it was exchanged.
    abandon_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX oauth_grants_by_code ON oauth_grants (instance_id, code_digest);
CREATE INDEX oauth_grants_by_user ON oauth_grants (instance_id, user_id, application_id);
CREATE INDEX oauth_grants_by_application ON oauth_grants (instance_id, application_id);

CREATE TABLE oauth_tokens (
    instance_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    grant_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- Until when it is worth keeping.
    keep_until BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, digest)
);
CREATE INDEX oauth_tokens_by_grant ON oauth_tokens (instance_id, grant_id);

-- What users allowed applications to do, so that they are not asked again.
CREATE TABLE oauth_consents (
    instance_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    application_id TEXT NOT NULL,
    scopes TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, user_id, application_id)
);
CREATE INDEX oauth_consents_by_application ON oauth_consents (instance_id, application_id);

-- Browsers on their way through the pages where people sign in and say yes.
CREATE TABLE oauth_visits (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    -- Whom a code was sent to; '' for nobody.
    code_user_id TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE INDEX oauth_visits_by_code_user ON oauth_visits (instance_id, code_user_id);
CREATE INDEX oauth_visits_by_expires_at ON oauth_visits (instance_id, expires_at);
