"""Which deductions somebody has, why, and which of them were corrected (docs/rules/points.md, "Accounts")."""
