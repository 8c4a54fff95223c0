"""Which lines wait for an export, and what the exports say (domain.md, "Rewards, redemption")."""
