"""What talks to the outside: the journal in PostgreSQL, keys, Redis, embedded servers."""
