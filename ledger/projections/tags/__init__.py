"""Which tags there are, and what they earn since when (docs/rules/points.md, "Value tags")."""
