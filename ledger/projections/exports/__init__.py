"""Which lines wait for an export, and what the exports say (docs/rules/points.md, "Rewards, redemption")."""
