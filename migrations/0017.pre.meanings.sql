-- What a row's references mean, where that is not what is written in it: codes and numbers.
ALTER TABLE imports.rows ADD COLUMN meant jsonb;

-- What somebody chose for a header, to be known when it comes again; no column: it is passed over.
CREATE TABLE imports.headers (
    organisation  text COLLATE "C" NOT NULL,
    kind          text        NOT NULL,
    title         text        NOT NULL,
    column_name   text,
    PRIMARY KEY (organisation, kind, title)
);

-- What imports credited, or are about to credit: the same sent again in another shape is asked about. Whether it is on
-- record, and was not taken back, the journal says.
CREATE TABLE imports.credits (
    organisation text COLLATE "C" NOT NULL,
    subject      text        NOT NULL,
    employee_no  text        NOT NULL,
    points       bigint      NOT NULL,
    tag          text        NOT NULL DEFAULT '',
    occurred_at  timestamptz,
    id           text        NOT NULL,
    number       integer,
    PRIMARY KEY (organisation, subject)
);
CREATE INDEX credits_alike ON imports.credits (organisation, employee_no, points, tag);

GRANT SELECT, INSERT, UPDATE, DELETE ON imports.headers, imports.credits TO ledger_app;
