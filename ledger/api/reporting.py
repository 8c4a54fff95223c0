"""What all reports share: months, and one path each for JSON, CSV and XLSX."""

# Without postponed annotations: the routes are made in a function, and their dependencies are its arguments.

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from starlette.responses import Response

from ledger.api.callers import Caller
from ledger.api.fields import MONTH_PATTERN
from ledger.api.reading import AtLeast, Connection, answer, queried
from ledger.domain.errors import Invalid
from ledger.projections.reports.points import MOST

LONGEST = 36
"""Months of a report."""

From = Annotated[str | None, Query(alias="from", pattern=MONTH_PATTERN, description="The first month; none: as `to`.")]
To = Annotated[
    str | None, Query(alias="to", pattern=MONTH_PATTERN, description="The last month; none: the present one.")
]


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that was asked for: the rows of `projections` that it needs, and how it reads them.

    The query answers `{items: [flat rows], …}`; `name` is that of its file.
    """

    caller: Caller
    name: str
    projections: Collection[str]
    query: Callable[[Connection], Awaitable[dict[str, Any]]]


class Csv(Response):
    media_type = "text/csv"


class Xlsx(Response):
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def months(caller: Caller, since: str | None, until: str | None) -> tuple[str, str]:
    """The first and the last month of a report: the present one unless said otherwise."""
    last = until or caller.settings.present_month(caller.services.journal.clock())
    first = since or last
    if not 0 <= _number(last) - _number(first) < LONGEST:
        raise Invalid("period", f"`from` is not after `to`, and there are at most {LONGEST} months.", "/from")
    return first, last


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def bounded(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a report, unless there are more than anybody reads."""
    if len(items) > MOST:
        raise Invalid(
            "report-too-large", f"This report has more than {MOST} rows. Ask for fewer months, or a part.", "/from"
        )
    return items


def publish(
    router: APIRouter, path: str, ask: Callable[..., Any], model: type[BaseModel], *, action: str = "reports.read"
) -> None:
    """Routes for a report: `path` in JSON, `path.csv` and `path.xlsx`. `ask` is a dependency that gives `Asked`."""

    async def as_json(asked: Annotated[Asked, Depends(ask)], at_least: AtLeast = None) -> Response:
        return await answer(asked.caller, asked.projections, at_least, asked.query)

    about: dict[str, Any] = {"description": ask.__doc__, "name": ask.__name__, **queried(action)}
    router.get(path, response_model=model, **about)(as_json)
