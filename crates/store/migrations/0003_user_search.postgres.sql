-- The id is looked for by itself.
UPDATE users SET search = substr(search, strpos(search, chr(10)) + 1);
-- Parts of words are found by an index of their trigrams. Where the extension can't be had, searches read every user.
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX users_by_search ON users USING gin (search gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'searches will be slow: %', SQLERRM;
END $$;
