"""What every route shares: the one way in for commands, queries, callers, bodies, problems, documentation."""
