-- What leavers are owed belongs to the list of bonuses that wait for payroll, too. States of that list as they were
-- before are read anew: their snapshots say by which way of reading they were made.

INSERT INTO journal.links (organisation, stream, position)
SELECT organisation, 'lines:bonus', position FROM journal.events WHERE type = 'accounts.leaver-settled.1'
ON CONFLICT DO NOTHING;
