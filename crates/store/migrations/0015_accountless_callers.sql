-- A digest of the address that asked for the application, so that one caller can't use up what is there for all.
ALTER TABLE accountless_applications ADD COLUMN caller TEXT NOT NULL DEFAULT '';
CREATE INDEX accountless_applications_of_caller ON accountless_applications (caller, created_at)
    WHERE claimed_at IS NULL;
