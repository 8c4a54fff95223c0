"""Import of what an older system knew: files, their triple check, and what a row becomes (S58)."""
