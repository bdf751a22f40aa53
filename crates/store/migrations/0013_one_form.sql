-- The mailbox that an address delivers to, and the text that a search compares; both are '' where they are the value itself.
ALTER TABLE identifications ADD COLUMN mailbox TEXT NOT NULL DEFAULT '';
ALTER TABLE identifications ADD COLUMN folded TEXT NOT NULL DEFAULT '';
CREATE INDEX identifications_by_mailbox ON identifications (instance_id, mailbox) WHERE mailbox <> '';
DROP INDEX identifications_without_dots;
