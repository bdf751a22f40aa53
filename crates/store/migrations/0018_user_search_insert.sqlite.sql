-- Whoever inserts a user adds them to the index: `users::insert` says why.
DROP TRIGGER user_search_insert;
