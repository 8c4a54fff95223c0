"""Which credits hr asked to take back by force, and what a second hr said (docs/rules/points.md, "Accounts")."""
