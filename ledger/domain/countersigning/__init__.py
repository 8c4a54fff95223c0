"""What one hr may not do alone: amounts above the organisation's limits take a second one, in every way that points and
money are made."""
