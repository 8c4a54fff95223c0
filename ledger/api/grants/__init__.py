"""Grants, one and many."""
