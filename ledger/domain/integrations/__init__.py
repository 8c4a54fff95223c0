"""Outside systems that record actions with an API key of narrow scope (domain.md, "Organisation, people"; S11)."""
