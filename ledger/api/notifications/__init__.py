"""What happened to me."""
