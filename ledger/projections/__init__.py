"""Rows for questions, worked out from the journal's events: one package per question that somebody asks.

A projection folds events into tables of its own, and its `query.py` reads them. The runner applies pages of events
as they are recorded; a rebuild works everything out again into new tables and swaps them in. Rows carry no truth
(the journal does) and no side effects.
"""
