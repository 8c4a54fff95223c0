"""Redemptions: points are held, and then become a bonus, leave, training or something else, or go back."""
