-- What was imported before credits of imports were noted: out of the journal, which knows them by their subjects.
INSERT INTO imports.credits (organisation, subject, employee_no, points, tag, occurred_at, id, number)
SELECT e.organisation, l.stream, substr(said -> 'data' ->> 'target', 10), (said -> 'data' ->> 'points')::bigint,
       coalesce(said -> 'data' -> 'credit' ->> 'tag', ''),
       CASE WHEN l.stream LIKE 'past-grant:%' THEN (said ->> 'occurred_at')::timestamptz END,
       substr(said ->> 'correlation', 8), substring(said ->> 'causation' FROM ':(\d+)$')::integer
FROM journal.links l
JOIN journal.events e ON e.organisation = l.organisation AND e.position = l.position
CROSS JOIN LATERAL (SELECT convert_from(e.state, 'UTF8')::jsonb) AS read (said)
WHERE (l.stream LIKE 'opening:%' OR l.stream LIKE 'past-grant:%') AND said -> 'data' ->> 'kind' IN ('opening', 'past-grant')
ON CONFLICT DO NOTHING;
