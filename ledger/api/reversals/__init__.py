"""Taking credits back."""
