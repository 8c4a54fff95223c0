-- Which types of events each organisation has: a process of a version that does not know one of them leaves the
-- organisation to newer ones, rather than decide without what it can't read.
CREATE TABLE journal.types (
    organisation text NOT NULL,
    type         text NOT NULL,
    PRIMARY KEY (organisation, type)
);
INSERT INTO journal.types (organisation, type) SELECT DISTINCT organisation, type FROM journal.events;

GRANT SELECT, INSERT ON journal.types TO ledger_app;
