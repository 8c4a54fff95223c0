"""Which deductions somebody has, why, and which of them were corrected (domain.md, "Accounts")."""
