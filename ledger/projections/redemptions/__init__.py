"""Who redeemed what, and what became of it (domain.md, "Rewards, redemption")."""
