-- Addresses that users may be sent to: compared letter by letter.
CREATE TABLE redirect_urls (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX redirect_urls_by_url ON redirect_urls (instance_id, url);
CREATE INDEX redirect_urls_by_created_at ON redirect_urls (instance_id, created_at, id);

-- Satellites; the primary domain is part of its instance.
CREATE TABLE domains (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX domains_by_name ON domains (instance_id, name);

-- What came of asking a domain's proxy, the last time.
CREATE TABLE proxy_checks (
    instance_id TEXT NOT NULL,
    domain_id TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, domain_id)
);
