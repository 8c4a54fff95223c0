"""Claims: an employee says what value they created, an approver decides (docs/rules/points.md, "Claims")."""
