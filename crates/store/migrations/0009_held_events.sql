-- Until when an event is left alone that could not be shown, and with it those behind it about the same subject.
ALTER TABLE events ADD COLUMN held_until BIGINT NOT NULL DEFAULT 0;
