-- Instances are found by the key that browsers are given.
ALTER TABLE instances ADD COLUMN publishable_key TEXT
    GENERATED ALWAYS AS (json_extract(document, '$.publishable_key')) VIRTUAL;
CREATE INDEX instances_by_publishable_key ON instances (publishable_key);
