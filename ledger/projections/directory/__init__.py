"""Departments, people and delegations, with their history (domain.md, "Organisation, people")."""
