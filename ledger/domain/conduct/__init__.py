"""Deductions for conduct (扣分), under tags of their own: they lower the rank, never the balance
(docs/rules/points.md, "Conduct")."""
