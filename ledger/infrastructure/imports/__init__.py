"""Files that are imported: keeping them, reading them, and doing the work in a process of its own (S58)."""
