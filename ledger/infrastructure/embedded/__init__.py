"""PostgreSQL and Valkey from the installed wheels, run as children of this process.

One process owns the servers of a data directory; others attach to them. However the owner ends,
`kill -9` included, its servers end with it, and the next start finds the data.
"""

from ledger.infrastructure.embedded.errors import EmbeddedServerError
from ledger.infrastructure.embedded.places import held_in
from ledger.infrastructure.embedded.servers import Servers, embedded, start_or_attach, stop

__all__ = ["EmbeddedServerError", "Servers", "embedded", "held_in", "start_or_attach", "stop"]
