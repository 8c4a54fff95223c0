-- Which setting of the password the hash is of: the id in the last directory.password-set event of the person, empty
-- for the first password. Where they differ, the password that was set never arrived here, and nobody can sign in with
-- the one before.
ALTER TABLE access.passwords ADD COLUMN password_id text NOT NULL DEFAULT '';
