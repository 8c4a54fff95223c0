"""What hr asks about months, tags and departments, and who grants whom
(docs/rules/points.md, "Accounts"; S12, S13, S5, S8)."""
