-- The journal: what happened, in order, chained. Nothing here is ever updated but the heads, and those only advance.
-- The roles ledger_app and ledger_projector exist already: `ledger migrate` makes them, with their passwords.

CREATE SCHEMA journal;

-- One row per organisation: the lock that orders its writers, and the last link of its chain.
CREATE TABLE journal.heads (
    organisation text PRIMARY KEY,
    position     bigint      NOT NULL,
    hash         bytea       NOT NULL,
    recorded_at  timestamptz NOT NULL
);

-- state is the whole envelope as it was hashed; the columns beside it are for finding it, and are compared with it.
CREATE TABLE journal.events (
    organisation text        NOT NULL,
    position     bigint      NOT NULL CHECK (position > 0),
    stream       text        NOT NULL,
    version      integer     NOT NULL,
    type         text        NOT NULL,
    recorded_at  timestamptz NOT NULL,
    state        bytea       NOT NULL,
    hash         bytea       NOT NULL,
    PRIMARY KEY (organisation, position),
    UNIQUE (organisation, stream, version)
);

-- The streams besides its own that an event belongs to: the other account of a transfer.
CREATE TABLE journal.links (
    organisation text   NOT NULL,
    stream       text   NOT NULL,
    position     bigint NOT NULL,
    PRIMARY KEY (organisation, stream, position)
);

-- Every command that was taken, so that a lost acknowledgement can be looked up, with the answer that it got.
CREATE TABLE journal.commands (
    organisation    text        NOT NULL,
    command         text        NOT NULL,
    actor           text        NOT NULL,
    idempotency_key text,
    fingerprint     bytea,
    position        bigint      NOT NULL,
    status          smallint    NOT NULL,
    answer          bytea       NOT NULL,
    recorded_at     timestamptz NOT NULL,
    PRIMARY KEY (organisation, command)
);
CREATE UNIQUE INDEX commands_key ON journal.commands (organisation, actor, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
CREATE INDEX commands_recorded ON journal.commands USING brin (recorded_at);

-- States of long streams as of a version, so that they load without their whole history. Safe to delete.
CREATE TABLE journal.snapshots (
    organisation text   NOT NULL,
    stream       text   NOT NULL,
    evolve       text   NOT NULL,
    version      integer NOT NULL,
    position     bigint NOT NULL,
    state        bytea  NOT NULL,
    PRIMARY KEY (organisation, stream)
);

CREATE FUNCTION journal.head_only_advances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a head is never deleted';
    ELSIF NEW.organisation <> OLD.organisation OR NEW.position <= OLD.position OR NEW.recorded_at < OLD.recorded_at THEN
        RAISE EXCEPTION 'a head only advances';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER head_only_advances BEFORE UPDATE OR DELETE ON journal.heads
    FOR EACH ROW EXECUTE FUNCTION journal.head_only_advances();

CREATE SCHEMA access;

-- Passwords never go into events. Argon2 hashes only.
CREATE TABLE access.passwords (
    organisation text        NOT NULL,
    employee_no  text        NOT NULL,
    hash         text        NOT NULL,
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (organisation, employee_no)
);

GRANT USAGE ON SCHEMA journal TO ledger_app, ledger_projector;
GRANT USAGE ON SCHEMA access TO ledger_app;
GRANT SELECT, INSERT ON journal.events, journal.links TO ledger_app;
GRANT SELECT, INSERT, UPDATE ON journal.heads TO ledger_app;
GRANT SELECT, INSERT, DELETE ON journal.commands TO ledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON journal.snapshots TO ledger_app;
GRANT SELECT, INSERT, UPDATE ON access.passwords TO ledger_app;
GRANT SELECT ON journal.events, journal.links, journal.heads TO ledger_projector;
