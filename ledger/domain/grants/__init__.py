"""Grants: a manager thanks somebody in the moment (domain.md, "Grants, budgets")."""
