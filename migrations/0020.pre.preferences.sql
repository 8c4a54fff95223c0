-- What people have chosen or seen, whichever device they are at. None of it is an event: no point depends on it.
CREATE TABLE access.preferences (
    organisation text COLLATE "C" NOT NULL,
    employee_no  text    NOT NULL,
    language     text,
    guide_seen   boolean NOT NULL,
    read_up_to   bigint  NOT NULL,
    PRIMARY KEY (organisation, employee_no)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON access.preferences TO ledger_app;
