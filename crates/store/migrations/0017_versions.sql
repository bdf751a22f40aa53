-- How often a user has changed. What was shown of a version is shown again without reading the document, which the index
-- spares a page of the newest users.
ALTER TABLE users ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
DROP INDEX users_by_created_at;
CREATE INDEX users_by_created_at ON users (instance_id, created_at, id, version);

-- How often a membership has changed, or its user in what a membership shows of them, which is `profile`; '' where that is
-- from before this column.
ALTER TABLE organization_memberships ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE organization_memberships ADD COLUMN profile TEXT NOT NULL DEFAULT '';
DROP INDEX organization_members_by_created_at;
CREATE INDEX organization_members_by_created_at
    ON organization_memberships (instance_id, organization_id, created_at, id, version);
