"""The demo organisation: a small company that lives the seeds' own stories (docs: contract, "The demo organisation").

`data/` says who and what, and reads like a story; the modules beside it turn that into the commands that the same
people would send over HTTP. Nothing goes past the rules: every step has a real actor, and is refused if the role
table, a budget or a cap says so.
"""

from ledger.demo.loading import load

__all__ = ["load"]
