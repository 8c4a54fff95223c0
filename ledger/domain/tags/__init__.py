"""Value tags: what earns points, by which rule, since when (docs/rules/points.md, "Value tags")."""
