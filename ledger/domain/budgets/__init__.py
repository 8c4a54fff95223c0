"""A giver's budget of a month (domain.md, "Grants, budgets")."""
