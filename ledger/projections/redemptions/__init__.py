"""Who redeemed what, and what became of it (docs/rules/points.md, "Rewards, redemption")."""
