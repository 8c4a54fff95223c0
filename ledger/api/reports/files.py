"""What all reports share: months, and one path each for JSON, CSV and XLSX."""

# Without postponed annotations: the routes are made in a function, and their dependencies are its arguments.

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from starlette.responses import Response

from ledger.api.http.callers import Caller
from ledger.api.http.fields import MONTH_PATTERN
from ledger.api.http.files import CONTENT, Csv, Format, Xlsx, nothing, one_page, pages_of, sent
from ledger.api.http.heads import LANGUAGES, Language, heads_language
from ledger.api.http.reading import AtLeast, Connection, answer, queried, read
from ledger.api.reports.models import NUMBER
from ledger.api.reports.readable import readable, shape_of
from ledger.columns import Column
from ledger.domain.errors import Invalid
from ledger.projections.reports.points import MOST

LONGEST = 36
"""Months of a report."""

From = Annotated[
    str | None, Query(alias="from", pattern=MONTH_PATTERN, description="The first month; if omitted: as `to`.")
]
To = Annotated[
    str | None, Query(alias="to", pattern=MONTH_PATTERN, description="The last month; if omitted: the present one.")
]

Heads = Annotated[Language | None, Depends(heads_language)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that was asked for: what its files are called, the rows of `projections` that it needs, and how it reads
    them.

    The query answers `{items: [flat rows], …}`; `part` is what the name of a file ends with: months, or whose it is.
    """

    caller: Caller
    name: str
    projections: Collection[str]
    query: Callable[[Connection], Awaitable[dict[str, Any]]]
    part: str = ""


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
        raise too_large()
    return items


def too_large() -> Invalid:
    return Invalid(
        "report-too-large", f"This report has more than {MOST} rows. Ask for fewer months, or a part.", "/from"
    )


def publish(
    router: APIRouter, path: str, ask: Callable[..., Any], model: type[BaseModel], *, action: str = "reports.read"
) -> None:
    """Routes for a report: `path` in JSON, `path.csv` and `path.xlsx`. `ask` is a dependency that gives `Asked`."""

    async def as_json(asked: Annotated[Asked, Depends(ask)], at_least: AtLeast = None) -> Response:
        return await answer(asked.caller, asked.projections, at_least, asked.query)

    router.get(path, response_model=model, description=ask.__doc__, name=ask.__name__, **queried(action))(as_json)
    publish_files(router, path, ask, model, **queried(action))


def publish_files(
    router: APIRouter, path: str, ask: Callable[..., Any], model: type[BaseModel], **documented: Any
) -> None:
    """Routes for what `ask` gives as files: `path.csv` and `path.xlsx`, with the fields of the model's items."""
    line = item_of(model)

    async def as_csv(asked: Annotated[Asked, Depends(ask)], heads: Heads, at_least: AtLeast = None) -> Response:
        return await _file(asked, at_least, "csv", line, heads)

    async def as_xlsx(asked: Annotated[Asked, Depends(ask)], heads: Heads, at_least: AtLeast = None) -> Response:
        return await _file(asked, at_least, "xlsx", line, heads)

    about: dict[str, Any] = {"description": ask.__doc__, "name": ask.__name__, **documented}
    router.get(f"{path}.csv", response_class=Csv, **about)(as_csv)
    router.get(f"{path}.xlsx", response_class=Xlsx, **about)(as_xlsx)


@dataclass(frozen=True, slots=True)
class AskedList:
    """A list that was asked for: what its files are called in English and in Chinese, the rows of `projections` that it
    needs, and how it reads a page of them (as `pages_of` asks)."""

    caller: Caller
    called: tuple[str, str]
    projections: Collection[str]
    query: Callable[..., Awaitable[dict[str, Any]]]


def publish_list(
    router: APIRouter, path: str, ask: Callable[..., Any], line: type[BaseModel], **documented: Any
) -> None:
    """A route for a list as files, with the fields of `line`. `ask` is a dependency that gives `AskedList`."""
    columns = {language: fields_of(line, language) for language in (None, *LANGUAGES)}
    fields = {language: shape_of(line, language).fields for language in (None, *LANGUAGES)}

    async def as_file(
        format: Format, asked: Annotated[AskedList, Depends(ask)], heads: Heads, at_least: AtLeast = None
    ) -> Response:
        caller, zone = asked.caller, asked.caller.settings.zone
        _, position = await read(caller, asked.projections, at_least, nothing)
        shown, names = await readable(caller, line, heads), fields[heads]

        async def query(connection: Connection, **place: Any) -> dict[str, Any]:
            found = await asked.query(connection, **place)
            return {**found, "items": [shown(item) for item in found["items"]]}

        pages = pages_of(caller, asked.projections, query, lambda item: [local(item.get(name), zone) for name in names])
        headers = {"Ledger-Position": str(position), "Cache-Control": "no-store", "Vary": "Accept-Language"}
        english, chinese = (f"{called}-{caller.acting.today}" for called in asked.called)
        name, title = (chinese, asked.called[1]) if heads == "zh" else (english, asked.called[0])
        return await sent(format, columns[heads], pages, name, headers, plain=english, title=title)

    answers = {**documented["responses"], 200: {**documented["responses"][200], "content": CONTENT}}
    about: dict[str, Any] = {**documented, "responses": answers, "description": ask.__doc__, "name": ask.__name__}
    router.get(f"{path}.{{format}}", response_class=Response, **about)(as_file)


def item_of(model: type[BaseModel]) -> type[BaseModel]:
    """What a line of a report is."""
    item: type[BaseModel]
    (item,) = get_args(model.model_fields["items"].annotation)
    return item


def fields_of(line: type[BaseModel], language: Language | None) -> list[Column]:
    """The columns of a line; what stands beside a code or is said in words is a text."""
    of = shape_of(line, language)
    return [Column(said, _kind(line.model_fields.get(field))) for field, said in zip(of.fields, of.heads, strict=True)]


def _kind(about: FieldInfo | None) -> Literal["text", "number", "day"]:
    """Of a field that is an integer, a `Figure` or a day, or one of them or none."""
    if about is None:
        return "text"
    kinds = (about.annotation, *get_args(about.annotation))
    if NUMBER in about.metadata or any(kind is int or NUMBER in getattr(kind, "__metadata__", ()) for kind in kinds):
        return "number"
    return "day" if date in kinds else "text"


def local(cell: Any, zone: ZoneInfo) -> Any:
    """An instant as people of the organisation read it."""
    return cell.astimezone(zone).replace(microsecond=0, tzinfo=None) if isinstance(cell, datetime) else cell


async def _file(
    asked: Asked, at_least: int | None, format: Format, line: type[BaseModel], language: Language | None
) -> Response:
    """The report's items as a file."""
    shown, names = await readable(asked.caller, line, language), shape_of(line, language).fields

    async def query(connection: Connection) -> dict[str, Any]:
        found = await asked.query(connection)
        return {"items": [shown(item) for item in found["items"]]}

    found, position = await read(asked.caller, asked.projections, at_least, query)
    zone = asked.caller.settings.zone
    rows = [[local(item.get(name), zone) for name in names] for item in found["items"]]
    headers = {"Ledger-Position": str(position), "Vary": "Accept-Language"}
    title = CALLED[asked.name] if language == "zh" else asked.name
    name, plain = ("-".join(filter(None, (called, asked.part))) for called in (title, asked.name))
    return await sent(format, fields_of(line, language), one_page(rows), name, headers, plain=plain, title=title)


CALLED = {
    "budgets": "预算使用",
    "credibility": "可信度",
    "entries": "积分明细",
    "favours": "疑似互相授分",
    "grants": "授予关系",
    "liability": "未兑换积分负债",
    "lines": "审批关系变更",
    "low-departments": "偏低部门",
    "points": "积分",
    "team": "我的团队",
    "value": "创造的价值",
}
"""What reports are called in Chinese."""
