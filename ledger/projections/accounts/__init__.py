"""What every account holds, and how it came to it (docs/rules/points.md, "Accounts")."""
