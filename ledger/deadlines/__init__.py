"""What comes due by itself: rows projected from events say when to look, a runner has each kind kept in each
organisation alone, and the commands that it records judge again by the ledger's own clock."""
