-- Groups of users who work together.
CREATE TABLE organizations (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    slug TEXT NOT NULL,
    -- In lower case.
    name TEXT NOT NULL,
    -- '' where nobody did.
    created_by TEXT NOT NULL,
    members_count BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX organizations_by_slug ON organizations (instance_id, slug);
CREATE INDEX organizations_by_name ON organizations (instance_id, name, id);
CREATE INDEX organizations_by_creator ON organizations (instance_id, created_by);
CREATE INDEX organizations_by_members_count ON organizations (instance_id, members_count, id);
CREATE INDEX organizations_by_created_at ON organizations (instance_id, created_at, id);

-- One row holds all roles and permissions of an instance: they are few, and every answer about a member needs them. There
-- is none while they are as in the beginning.
CREATE TABLE organization_roles (
    instance_id TEXT PRIMARY KEY,
    document TEXT NOT NULL
);

-- Who belongs to an organization. What members are sorted by is copied from the user, so that a page is read in the order
-- of an index.
CREATE TABLE organization_memberships (
    instance_id TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    id TEXT NOT NULL,
    role_id TEXT NOT NULL,
    username TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email_address TEXT NOT NULL,
    phone_number TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, organization_id, user_id)
);
CREATE UNIQUE INDEX organization_memberships_by_id ON organization_memberships (instance_id, id);
CREATE INDEX organization_memberships_by_user ON organization_memberships (instance_id, user_id, created_at, id);
CREATE INDEX organization_memberships_by_role ON organization_memberships (instance_id, role_id, organization_id);
CREATE INDEX organization_memberships_by_created_at ON organization_memberships (instance_id, created_at, id);
CREATE INDEX organization_memberships_by_username ON organization_memberships (instance_id, username, id);
CREATE INDEX organization_memberships_by_first_name ON organization_memberships (instance_id, first_name, id);
CREATE INDEX organization_memberships_by_last_name ON organization_memberships (instance_id, last_name, id);
CREATE INDEX organization_memberships_by_email_address ON organization_memberships (instance_id, email_address, id);
CREATE INDEX organization_memberships_by_phone_number ON organization_memberships (instance_id, phone_number, id);
CREATE INDEX organization_members_by_created_at ON organization_memberships (instance_id, organization_id, created_at, id);
CREATE INDEX organization_members_by_username ON organization_memberships (instance_id, organization_id, username, id);
CREATE INDEX organization_members_by_first_name ON organization_memberships (instance_id, organization_id, first_name, id);
CREATE INDEX organization_members_by_last_name ON organization_memberships (instance_id, organization_id, last_name, id);
CREATE INDEX organization_members_by_email_address
    ON organization_memberships (instance_id, organization_id, email_address, id);
CREATE INDEX organization_members_by_phone_number
    ON organization_memberships (instance_id, organization_id, phone_number, id);

-- An invitation that is stored as pending counts as expired once its time has come.
CREATE TABLE organization_invitations (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    email_address TEXT NOT NULL,
    role_id TEXT NOT NULL,
    -- '' where no domain made it.
    domain_id TEXT NOT NULL,
    status TEXT NOT NULL,
    digest TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX organization_invitations_by_digest ON organization_invitations (instance_id, digest);
CREATE INDEX organization_invitations_by_created_at ON organization_invitations (instance_id, created_at, id);
CREATE INDEX organization_invitations_by_email_address ON organization_invitations (instance_id, email_address, id);
CREATE INDEX organization_invitations_of_organization
    ON organization_invitations (instance_id, organization_id, created_at, id);
CREATE INDEX organization_invitations_of_organization_by_email_address
    ON organization_invitations (instance_id, organization_id, email_address, id);
CREATE INDEX organization_invitations_pending
    ON organization_invitations (instance_id, organization_id, expires_at) WHERE status = 'pending';
CREATE INDEX organization_invitations_by_role
    ON organization_invitations (instance_id, role_id, expires_at) WHERE status = 'pending';
CREATE INDEX organization_invitations_by_domain
    ON organization_invitations (instance_id, domain_id, expires_at) WHERE status = 'pending';

-- Domains whose users may join an organization. Many may claim one, a single organization has it.
CREATE TABLE organization_domains (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    organization_id TEXT NOT NULL,
    name TEXT NOT NULL,
    verified BOOLEAN NOT NULL,
    enrollment_mode TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE UNIQUE INDEX organization_domains_of_organization ON organization_domains (instance_id, organization_id, name);
CREATE UNIQUE INDEX organization_domains_verified ON organization_domains (instance_id, name) WHERE verified;
CREATE INDEX organization_domains_by_name ON organization_domains (instance_id, name, id);
CREATE INDEX organization_domains_by_created_at ON organization_domains (instance_id, created_at, id);
CREATE INDEX organization_domains_of_organization_by_created_at
    ON organization_domains (instance_id, organization_id, created_at, id);
