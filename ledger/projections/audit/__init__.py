"""What happened: who, when, to what (domain.md, "Audit"). Finds events; the journal holds them."""
