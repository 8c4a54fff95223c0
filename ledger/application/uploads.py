"""A file that comes in to be imported."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Upload(NamedTuple):
    """What comes with a file. `period` is the month that an old system's file is about; empty otherwise."""

    organisation: str
    id: str
    kind: str
    period: str
    file_name: str
    uploaded_by: str
    uploaded_at: datetime
    control_total: int | None
    control_rows: int | None
    seed: int
    sample_size: int


class TooLarge(Exception):
    """The file is larger than may be."""
