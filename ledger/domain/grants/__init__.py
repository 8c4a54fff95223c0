"""Grants: a manager thanks somebody in the moment (docs/rules/points.md, "Grants, budgets")."""
