-- Parts of words are found by an index of their trigrams, which needs a number for each user that never changes. (The
-- number that SQLite gives a row by itself may change when the file is vacuumed.)
ALTER TABLE users RENAME TO users_without_position;
CREATE TABLE users (
    position INTEGER PRIMARY KEY,
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    username TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email_address TEXT NOT NULL,
    phone_number TEXT NOT NULL,
    web3_wallet TEXT NOT NULL,
    banned BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_active_at BIGINT NOT NULL,
    last_sign_in_at BIGINT NOT NULL,
    -- All that `query` looks through apart from the id, in lower case.
    search TEXT NOT NULL,
    -- First and last name, in lower case.
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (instance_id, id)
);
INSERT INTO users (instance_id, id, username, first_name, last_name, email_address, phone_number, web3_wallet, banned,
    created_at, updated_at, last_active_at, last_sign_in_at, search, name, document)
SELECT instance_id, id, username, first_name, last_name, email_address, phone_number, web3_wallet, banned,
    created_at, updated_at, last_active_at, last_sign_in_at, substr(search, instr(search, char(10)) + 1), name, document
FROM users_without_position ORDER BY created_at, id;
DROP TABLE users_without_position;
CREATE INDEX users_by_created_at ON users (instance_id, created_at, id);
CREATE INDEX users_by_updated_at ON users (instance_id, updated_at, id);
CREATE INDEX users_by_last_active_at ON users (instance_id, last_active_at, id);
CREATE INDEX users_by_last_sign_in_at ON users (instance_id, last_sign_in_at, id);
CREATE INDEX users_by_username ON users (instance_id, username, id);
CREATE INDEX users_by_first_name ON users (instance_id, first_name, id);
CREATE INDEX users_by_last_name ON users (instance_id, last_name, id);
CREATE INDEX users_by_email_address ON users (instance_id, email_address, id);
CREATE INDEX users_by_phone_number ON users (instance_id, phone_number, id);
CREATE INDEX users_by_web3_wallet ON users (instance_id, web3_wallet, id);
CREATE INDEX users_banned ON users (instance_id, created_at, id) WHERE banned;

-- Only which user has which trigrams: what is found is compared with the text itself.
CREATE VIRTUAL TABLE user_search USING fts5 (
    content, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
);
INSERT INTO user_search (rowid, content) SELECT position, search FROM users;
CREATE TRIGGER user_search_insert AFTER INSERT ON users BEGIN
    INSERT INTO user_search (rowid, content) VALUES (new.position, new.search);
END;
CREATE TRIGGER user_search_update AFTER UPDATE OF search ON users WHEN new.search <> old.search BEGIN
    DELETE FROM user_search WHERE rowid = old.position;
    INSERT INTO user_search (rowid, content) VALUES (new.position, new.search);
END;
CREATE TRIGGER user_search_delete AFTER DELETE ON users BEGIN
    DELETE FROM user_search WHERE rowid = old.position;
END;
