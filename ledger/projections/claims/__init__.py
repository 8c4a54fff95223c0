"""What was claimed, and what became of it (domain.md, "Claims")."""
