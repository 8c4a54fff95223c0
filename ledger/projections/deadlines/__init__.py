"""What comes due, and who is concerned: the rows that `ledger.deadlines` looks into."""
