"""Value tags, and trying them."""
