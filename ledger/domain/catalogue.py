"""Importing this loads every context's package, so that all event types, streams and actions are registered.

A stored event is decoded, and a state begun, by what its name is registered for: whoever reads the journal needs all.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import ledger.domain

for _module in walk_packages(ledger.domain.__path__, "ledger.domain."):
    import_module(_module.name)
