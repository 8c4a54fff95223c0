"""What points can be redeemed for, and how much of it is left (domain.md, "Rewards, redemption")."""
