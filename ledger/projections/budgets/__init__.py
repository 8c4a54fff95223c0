"""What a giver may still grant in a month (docs/rules/points.md, "Grants, budgets")."""
