"""Reports, also as files."""
