-- Organisations are compared byte by byte in every table, as the projections have it: an index serves for a join only
-- under the collation that it was made with, and one that a library of the system defines may change with that library.
-- It makes the indexes anew, and nobody can write meanwhile.
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT format('%I.%I', n.nspname, t.relname) AS named
        FROM pg_attribute a
        JOIN pg_class t ON t.oid = a.attrelid AND t.relkind IN ('r', 'p')
        JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname IN ('journal', 'access', 'imports')
        WHERE a.attname = 'organisation' AND a.attcollation <> 'pg_catalog."C"'::regcollation
        ORDER BY 1
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN organisation TYPE text COLLATE "C"', found.named);
    END LOOP;
END $$;
