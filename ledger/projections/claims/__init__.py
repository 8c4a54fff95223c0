"""What was claimed, and what became of it (docs/rules/points.md, "Claims")."""
