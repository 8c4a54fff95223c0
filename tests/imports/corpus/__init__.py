"""Files as people make them, each with what must come out."""
