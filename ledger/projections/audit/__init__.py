"""What happened: who, when, to what (docs/rules/journal.md). Finds events; the journal holds them."""
