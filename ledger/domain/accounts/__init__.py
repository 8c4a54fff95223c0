"""Accounts in points: double entry by construction, balances with lots (domain.md, "Accounts")."""
