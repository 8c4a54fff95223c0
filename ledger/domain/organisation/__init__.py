"""The organisation: a tenant. Nothing crosses organisations (docs/rules/points.md, "Organisation, people")."""
