-- Sign-ins in progress. What an application asked for stands in the pages' addresses, so visits need no rows of their own.
DROP TABLE oauth_visits;
CREATE TABLE sign_ins (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    -- Whom a code was sent to; '' for nobody.
    code_user_id TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE INDEX sign_ins_by_code_user ON sign_ins (instance_id, code_user_id);
CREATE INDEX sign_ins_by_expires_at ON sign_ins (instance_id, expires_at);
