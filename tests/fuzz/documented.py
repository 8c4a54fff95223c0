"""What the service says of itself; making it takes a second."""

from __future__ import annotations

from typing import Any

from ledger.api.app import create_app

OPENAPI: dict[str, Any] = create_app().api.openapi()
