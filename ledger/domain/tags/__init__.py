"""Value tags: what earns points, by which rule, since when (domain.md, "Value tags")."""
