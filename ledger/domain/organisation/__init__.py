"""The organisation: a tenant. Nothing crosses organisations (domain.md, "Organisation, people")."""
