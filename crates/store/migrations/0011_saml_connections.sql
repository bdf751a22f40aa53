-- Connections to identity providers: `name` is in lower case, `organization_id` is '' where there is none.
CREATE TABLE saml_connections (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
-- Providers know a connection without its instance.
CREATE UNIQUE INDEX saml_connections_by_id ON saml_connections (id);
CREATE INDEX saml_connections_by_created_at ON saml_connections (instance_id, created_at, id);
CREATE INDEX saml_connections_by_updated_at ON saml_connections (instance_id, updated_at, id);
CREATE INDEX saml_connections_by_name ON saml_connections (instance_id, name, id);

-- Each e-mail domain has one connection at most.
CREATE TABLE saml_domains (
    instance_id TEXT NOT NULL,
    domain TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    PRIMARY KEY (instance_id, domain)
);
CREATE INDEX saml_domains_by_connection ON saml_domains (instance_id, connection_id);
