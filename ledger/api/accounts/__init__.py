"""Balances, entries, the trial balance."""
