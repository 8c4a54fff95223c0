"""Deductions for conduct."""
