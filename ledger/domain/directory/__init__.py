"""Departments, people, reporting lines, roles and delegations (domain.md, "Organisation, people")."""
