"""Rewards: what points are redeemed for (domain.md, "Rewards, redemption")."""
