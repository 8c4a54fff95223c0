"""Links by which people choose their own password."""
