-- A first password is somebody else's: whoever registered the person knows it, so it serves for choosing another and for
-- nothing else. `kept` are those that need not be changed: the demo's.
ALTER TABLE access.passwords ADD COLUMN kept boolean NOT NULL DEFAULT false;

UPDATE access.passwords SET kept = true WHERE organisation = 'demo' AND password_id = '';
