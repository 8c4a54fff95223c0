"""What points can be redeemed for, and how much of it is left (docs/rules/points.md, "Rewards, redemption")."""
