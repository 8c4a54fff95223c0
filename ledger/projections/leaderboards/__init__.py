"""Who earned how much: by organisation, department and tag, by month, year and altogether (domain.md, "Accounts")."""
