-- Files that are imported: kept sealed, as long as their import can be undone. Nothing here is the ledger's truth:
-- what an import wrote is in the journal, with the file's hash and the row's number on every event.

CREATE SCHEMA imports;

CREATE TABLE imports.imports (
    organisation  text        NOT NULL,
    id            text        NOT NULL,
    kind          text        NOT NULL,
    period        text        NOT NULL DEFAULT '',
    sha256        text        NOT NULL,
    bytes         bigint      NOT NULL,
    file_name     text        NOT NULL DEFAULT '',
    uploaded_by   text        NOT NULL,
    uploaded_at   timestamptz NOT NULL,
    control_total bigint,
    control_rows  integer,
    seed          bigint      NOT NULL,
    sample_size   integer     NOT NULL,
    state         text        NOT NULL,
    headers       jsonb       NOT NULL DEFAULT '[]',
    unknown       jsonb       NOT NULL DEFAULT '[]',
    problem       jsonb,
    stage         text,
    done          integer     NOT NULL DEFAULT 0,
    of            integer,
    rows          integer,
    total         bigint,
    sample        bytea,
    attempts      integer     NOT NULL DEFAULT 0,
    confirmed_by  text,
    undone_by     text,
    PRIMARY KEY (organisation, id)
);
-- The same file of the same kind is one import, unless it failed or was undone.
CREATE UNIQUE INDEX imports_file ON imports.imports (organisation, kind, period, sha256)
    WHERE state NOT IN ('failed', 'undoing', 'undone');
CREATE INDEX imports_work ON imports.imports (state)
    WHERE state IN ('uploaded', 'checking', 'importing', 'undoing');

-- The file, sealed, in pieces.
CREATE TABLE imports.pieces (
    organisation text        NOT NULL,
    id           text        NOT NULL,
    ordinal      integer     NOT NULL,
    sealed       bytea       NOT NULL,
    kept_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organisation, id, ordinal)
);

-- Its rows: the cells sealed, what is wrong, and what the ledger made of each.
CREATE TABLE imports.rows (
    organisation text    NOT NULL,
    id           text    NOT NULL,
    number       integer NOT NULL,
    depth        integer NOT NULL DEFAULT 0,
    state        text    NOT NULL,
    cells        bytea   NOT NULL,
    faults       jsonb,
    effect       text,
    made         text,
    PRIMARY KEY (organisation, id, number)
);
CREATE INDEX rows_waiting ON imports.rows (id, state, depth, number);

-- What the old system says of a month, for the parallel month: numbers of people are pseudonyms.
CREATE TABLE imports.old_points (
    organisation text    NOT NULL,
    id           text    NOT NULL,
    number       integer NOT NULL,
    employee_no  text    NOT NULL,
    points       bigint  NOT NULL,
    occurred_at  timestamptz,
    source_id    text,
    PRIMARY KEY (organisation, id, number)
);

GRANT USAGE ON SCHEMA imports TO ledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA imports TO ledger_app;
