"""What everybody comes for first, by role, in one answer."""
