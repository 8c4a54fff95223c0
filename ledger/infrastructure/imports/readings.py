"""How the file of an import is read, as it is kept and shown; and what was said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ledger.domain.imports.headers import Header, Headers
from ledger.infrastructure.files.reading import Choices, Reading
from ledger.infrastructure.files.rows import Row

LONGEST_SHOWN = 200
SAMPLES = 3


def choices_of(said: Mapping[str, Any] | None) -> Choices:
    """Choices as they were kept: their columns by place, which JSON has as a text."""
    if said is None:
        return Choices()
    return Choices(**{**said, "columns": {int(place): name for place, name in said.get("columns", {}).items()}})


def unanswered(reading: Reading, choices: Choices, headers: Headers) -> list[str]:
    """The fields that have to be said before anything of it is imported."""
    asked = dict.fromkeys(notice.asks for notice in reading.notices if notice.asks is not None)
    fields = [field for field in asked if getattr(choices, field) is None]
    return [*fields, "columns"] if headers.asked else fields


def as_shown(reading: Reading, headers: Headers) -> dict[str, Any]:
    """A reading in words of JSON, with what each column of the file holds."""
    return {
        "format": reading.format,
        "sheets": [sheet._asdict() for sheet in reading.sheets],
        "sheet": reading.sheet,
        "header_row": reading.header_row,
        "encodings": [guess._asdict() for guess in reading.encodings],
        "hidden_rows": reading.hidden_rows,
        "notices": [notice._asdict() for notice in reading.notices],
        "above": _rows(reading.above),
        "head": _rows(reading.head),
        "columns": _columns(reading.head, {one.place: one for one in headers.seen}),
    }


def _rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"row": row.number, "cells": _shown(row.cells)} for row in rows]


def _shown(cells: Sequence[str]) -> list[str]:
    return [cell[:LONGEST_SHOWN].encode("utf-8", "replace").decode() for cell in cells]


def _columns(head: Sequence[Row], headers: Mapping[int, Header]) -> list[dict[str, Any]]:
    rows = [_shown(row.cells) for row in head]
    width = max(map(len, rows), default=0)
    return [
        {
            "place": place,
            "title": rows[0][place] if place < len(rows[0]) else "",
            **_meant(headers.get(place)),
            "samples": [row[place] for row in rows[1:] if place < len(row) and row[place].strip()][:SAMPLES],
        }
        for place in range(width)
    ]


def _meant(header: Header | None) -> dict[str, Any]:
    if header is None:
        return {"column": None, "how": "unknown", "could_be": []}
    return {"column": header.column, "how": header.how, "could_be": list(header.could_be)}
