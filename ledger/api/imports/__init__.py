"""Imports and parallel months."""
