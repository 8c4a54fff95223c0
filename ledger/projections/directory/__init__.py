"""Departments, people and delegations, with their history (docs/rules/points.md, "Organisation, people")."""
