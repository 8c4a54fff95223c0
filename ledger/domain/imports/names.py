"""The names of the kinds of files; apart, since the command line says them without loading what they mean."""

from __future__ import annotations

from typing import Literal

KindName = Literal["departments", "employees", "opening-balances", "past-grants", "old-balances", "old-movements"]
