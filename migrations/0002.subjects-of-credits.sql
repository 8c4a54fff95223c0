-- Credits belong to what they were given for, too, so that a reversal finds what it takes back.

INSERT INTO journal.links (organisation, stream, position)
SELECT organisation, said -> 'data' ->> 'subject', position
FROM journal.events CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb) AS read (said)
WHERE type = 'accounts.points-transferred.1' AND said -> 'data' ->> 'kind' IN ('grant', 'award', 'claim')
ON CONFLICT DO NOTHING;
