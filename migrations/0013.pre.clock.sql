-- The operator's word that a clock is right: what it said, what the database's said, and up to when there are
-- recordings that are to be gone on from, though they lie ahead.
CREATE TABLE journal.clock_confirmations (
    id            bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at            timestamptz NOT NULL,
    server_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_upto timestamptz NOT NULL
);

GRANT SELECT ON journal.clock_confirmations TO ledger_app;
