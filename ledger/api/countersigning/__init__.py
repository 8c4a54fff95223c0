"""What takes a second hr."""
