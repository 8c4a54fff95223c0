-- The codes of tags and of rewards that there are, as streams of their own: a code is unique however it is spelt.

INSERT INTO journal.links (organisation, stream, position)
SELECT organisation, 'tag-codes', position FROM journal.events
WHERE type IN ('tags.defined.1', 'tags.proposed.1', 'tags.rejected.1')
ON CONFLICT DO NOTHING;

INSERT INTO journal.links (organisation, stream, position)
SELECT organisation, 'reward-codes', position FROM journal.events WHERE type = 'rewards.defined.1'
ON CONFLICT DO NOTHING;
