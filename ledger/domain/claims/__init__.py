"""Claims: an employee says what value they created, an approver decides (domain.md, "Claims")."""
