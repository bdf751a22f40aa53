-- Instances that nobody owned when they were made; those without `claimed_at` are deleted after a while.
CREATE TABLE accountless_applications (
    instance_id TEXT PRIMARY KEY,
    claim_digest TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    claimed_at BIGINT
);
CREATE UNIQUE INDEX accountless_applications_by_claim ON accountless_applications (claim_digest);
CREATE INDEX accountless_applications_unclaimed ON accountless_applications (created_at) WHERE claimed_at IS NULL;
