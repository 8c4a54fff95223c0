"""Departments, people, delegations, the organisation's settings."""
