"""The journal: recorder, mapper, hash chain, group commit (docs/adr)."""
