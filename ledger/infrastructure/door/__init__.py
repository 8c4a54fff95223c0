"""Signing in: who is let to the door, in which order, and what becomes of those who are not who they say."""
