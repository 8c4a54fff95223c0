"""Every event, and the proof that none was touched."""
