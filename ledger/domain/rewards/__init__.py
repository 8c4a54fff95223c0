"""Rewards: what points are redeemed for (docs/rules/points.md, "Rewards, redemption")."""
