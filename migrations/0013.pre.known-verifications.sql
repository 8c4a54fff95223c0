-- Up to where an organisation's history was last found sound, and the chain's hash there: a later walk has to come by
-- it. What found something wrong does not replace it.
ALTER TABLE journal.verifications
    ADD COLUMN known bigint, ADD COLUMN known_hash text, ADD COLUMN known_at timestamptz, ADD COLUMN wrong_since timestamptz;
UPDATE journal.verifications SET known = verified, known_hash = hash, known_at = at WHERE wrong_at IS NULL;

GRANT SELECT ON journal.verifications TO ledger_projector;
