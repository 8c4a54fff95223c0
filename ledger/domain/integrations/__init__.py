"""Outside systems that record actions with an API key of narrow scope
(docs/rules/points.md, "Organisation, people"; S11)."""
