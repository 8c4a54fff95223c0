"""Exports of what was redeemed."""
