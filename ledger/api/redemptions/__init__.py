"""Redemptions."""
