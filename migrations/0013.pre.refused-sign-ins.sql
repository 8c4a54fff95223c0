-- Sign-ins that failed or were refused, by person, network and reason: who was it, from where, how often. Kept for 90
-- days. A login that nobody has is not among them.
CREATE TABLE access.refused_sign_ins (
    organisation text COLLATE "C" NOT NULL,
    employee_no  text        NOT NULL,
    network      text        NOT NULL,
    reason       text        NOT NULL,
    times        bigint      NOT NULL,
    first_at     timestamptz NOT NULL,
    last_at      timestamptz NOT NULL,
    PRIMARY KEY (organisation, employee_no, network, reason)
);

CREATE INDEX refused_sign_ins_by_time ON access.refused_sign_ins (organisation, last_at);
CREATE INDEX refused_sign_ins_to_forget ON access.refused_sign_ins (last_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON access.refused_sign_ins TO ledger_app;
