"""Departments, people, reporting lines, roles and delegations (docs/rules/points.md, "Organisation, people")."""
