"""Which API keys there are, and when each was used last."""
