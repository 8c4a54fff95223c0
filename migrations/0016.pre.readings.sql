-- How a file is read, and what was said of it: both sealed, since they hold sheets' names and people's. What is still to
-- be said before it may be confirmed are names of fields alone; `read_as` is a digest of what was said.
ALTER TABLE imports.imports
    ADD COLUMN reading    bytea,
    ADD COLUMN choices    bytea,
    ADD COLUMN read_as    text  NOT NULL DEFAULT '',
    ADD COLUMN unanswered jsonb NOT NULL DEFAULT '[]';
