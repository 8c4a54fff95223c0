"""Accounts in points: double entry by construction, balances with lots (docs/rules/points.md, "Accounts")."""
