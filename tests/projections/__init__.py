"""Projections against a real PostgreSQL and Valkey."""
