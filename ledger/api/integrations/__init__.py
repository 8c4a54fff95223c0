"""API keys of outside systems."""
