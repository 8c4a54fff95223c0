"""Who was given a link, and what became of it."""
