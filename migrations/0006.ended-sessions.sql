-- Sessions of the page that somebody signed out of before they were over. All else of a session is in its signed
-- cookie; without this, a copy of the cookie could be renewed for the rest of the twelve hours.
CREATE TABLE access.ended_sessions (
    id      text        PRIMARY KEY,
    over_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, DELETE ON access.ended_sessions TO ledger_app;
