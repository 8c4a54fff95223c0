-- What the last walk over an organisation's chain found, for those who ask when that was. No proof: that is the walk.
CREATE TABLE journal.verifications (
    organisation text        PRIMARY KEY,
    at           timestamptz NOT NULL,
    verified     bigint      NOT NULL,
    hash         text        NOT NULL,
    head         bigint      NOT NULL,
    wrong_at     bigint,
    wrong        text
);

GRANT SELECT, INSERT, UPDATE ON journal.verifications TO ledger_app;
