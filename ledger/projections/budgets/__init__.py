"""What a giver may still grant in a month (domain.md, "Grants, budgets")."""
