-- Instances are found by the key that browsers are given. It is cut out of the document's text: JSON may hold what the types
-- json and jsonb can't, such as \u0000, and must not keep a row from being written.
ALTER TABLE instances ADD COLUMN publishable_key TEXT
    GENERATED ALWAYS AS (substring(document from '"publishable_key":"([^"]*)"')) STORED;
CREATE INDEX instances_by_publishable_key ON instances (publishable_key);
