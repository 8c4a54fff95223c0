"""A giver's budget of a month (docs/rules/points.md, "Grants, budgets")."""
