"""Exports of what was redeemed, for those who pay and book it: each line in exactly one."""
