"""What happens to an import as a whole. What its rows became are other contexts' events, which carry the file's hash
and the row's number in their envelope."""

from __future__ import annotations

from ledger.domain.events import Event
from ledger.domain.values import Sealed


class ImportConfirmed(Event, type="imports.confirmed.1"):
    """An hr had the checked rows of a file written: `sha256` is the file's, `bad` rows are left out. `read_as`: where
    somebody said how the file is read, a digest of what was said. `with_doubtful`: whether rows that look like what was
    there before are written, too; None: there were none."""

    id: str
    kind: str
    sha256: str
    rows: int
    bad: int
    read_as: str | None = None
    with_doubtful: bool | None = None


class ImportUndone(Event, type="imports.undone.1"):
    """An hr had the import taken back; what was spent, changed or referred to meanwhile stays, and is listed."""

    id: str


class DifferenceExplained(Event, type="imports.difference-explained.1"):
    """An hr said why an older system and the ledger differ in a month; `difference` names the numbers, too."""

    period: str
    difference: str
    employee: str
    reason: Sealed
