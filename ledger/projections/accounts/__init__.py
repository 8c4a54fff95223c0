"""What every account holds, and how it came to it (domain.md, "Accounts")."""
