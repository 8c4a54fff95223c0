"""Taking a credit back, and forcing it."""
