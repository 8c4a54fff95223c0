"""Which tags there are, and what they earn since when (domain.md, "Value tags")."""
