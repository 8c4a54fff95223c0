"""The verbs: load, decide, emit. Handlers are pure over a Unit, so the journal may run them again."""
