"""Who earned how much: by organisation, department and tag, by month, year and altogether
(docs/rules/points.md, "Accounts")."""
