"""The register as a list: narrowed by direction, year, kind, words and state; read page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    String,
    and_,
    case,
    cast,
    func,
    or_,
    select,
)

from sertidesk.db import tables
from sertidesk.domain import letter_numbers as numbers
from sertidesk.domain import letters as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Direction
from sertidesk.services import letters, settings
from sertidesk.services.letters import Letter, made
from sertidesk.services.participant_lists import iso_part
from sertidesk.services.store import Store

_letter, _activity = tables.letter, tables.activity
_MOST_OFFERED = 400
_LEAST_TYPED = 3
DUE, LATE, UNSENT, UNNUMBERED = "due", "late", "unsent", "unnumbered"
_PLAIN = {
    "direction": _letter.c.direction, "number": _letter.c.number, "subject": _letter.c.subject,
    "correspondent": _letter.c.correspondent, "letter_date": _letter.c.letter_date,
    "moved_on": _letter.c.moved_on, "due_on": _letter.c.due_on, "kind": _letter.c.kind,
    "instruction": _letter.c.instruction, "note": _letter.c.note, "sequence": _letter.c.sequence,
    "activity": _activity.c.name, "way": _letter.c.way,
}  # fmt: skip
_CODED: Mapping[str, Mapping[str, str]] = {
    "direction": rules.DIRECTIONS,
    "kind": rules.KINDS,
    "way": rules.WAYS,
}


@dataclass(frozen=True, slots=True)
class Query:
    """What of the register is wanted; what is empty narrows nothing.

    ``only``: `DUE` (dispositions that wait), `LATE`, `UNSENT` (numbered), `UNNUMBERED`.
    """

    direction: str = ""
    year: int | None = None
    kind: str = ""
    text: str = ""
    only: str = ""
    activity_id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A letter with the name of its activity."""

    letter: Letter
    activity: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many letters the register has of each sort, within a year and over all kinds."""

    letters_in: int = 0
    letters_out: int = 0
    due: int = 0
    late: int = 0
    unsent: int = 0
    unnumbered: int = 0


def years(store: Store) -> list[int]:
    """Return the years that have letters, the newest first, with this year."""
    with store.read() as connection:
        found = connection.execute(
            select(_letter.c.year).where(_letter.c.deleted_at.is_(None)).distinct()
        ).scalars()
        return sorted({*found, store.today().year}, reverse=True)


def counts(store: Store, year: int | None, activity_id: str = "") -> Counts:
    """Count a year's letters (None: of all years)."""
    today = store.today()
    query = Query(year=year, activity_id=activity_id)

    def how_many(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)

    with store.read() as connection:
        row = connection.execute(
            select(
                how_many(_letter.c.direction == Direction.IN),
                how_many(_letter.c.direction == Direction.OUT),
                how_many(*_only(DUE, today)),
                how_many(*_only(LATE, today)),
                how_many(*_only(UNSENT, today)),
                how_many(*_only(UNNUMBERED, today)),
            ).where(*_where(query, today))
        ).one()
    return Counts(*(int(value) for value in row))


def count(store: Store, query: Query, filters: Mapping[str, str]) -> int:
    """Return how many letters there are of what is wanted."""
    with store.read() as connection:
        return connection.execute(
            select(func.count())
            .select_from(_joined())
            .where(*_where(query, store.today()), *_filtered(filters))
        ).scalar_one()


def page(
    store: Store,
    query: Query,
    filters: Mapping[str, str] | None = None,
    sort: str = "",
    descending: bool = False,
    offset: int = 0,
    limit: int = -1,
) -> list[Line]:
    """Return a page of letters, the newest first unless a column is chosen."""
    day = func.coalesce(_letter.c.moved_on, _letter.c.letter_date)
    if sort and sort in _PLAIN:
        column = _PLAIN[sort]
        order = [column.is_(None), column.desc() if descending else column.asc(), _letter.c.id]
    else:
        order = [_letter.c.year.desc(), day.is_not(None), day.desc(), _letter.c.id.desc()]
    statement = (
        select(_letter, _activity.c.name.label("activity_name"))
        .select_from(_joined())
        .where(*_where(query, store.today()), *_filtered(filters or {}))
        .order_by(*order)
    )
    if limit >= 0:
        statement = statement.limit(limit).offset(offset)
    with store.read() as connection:
        return [
            Line(made(row), row.activity_name or "") for row in connection.execute(statement).all()
        ]


def in_book_order(store: Store, query: Query) -> list[Line]:
    """Return letters as a register book lists them: by year, direction, running number, day."""
    day = func.coalesce(_letter.c.moved_on, _letter.c.letter_date)
    with store.read() as connection:
        rows = connection.execute(
            select(_letter, _activity.c.name.label("activity_name"))
            .select_from(_joined())
            .where(*_where(query, store.today()))
            .order_by(
                _letter.c.year, _letter.c.direction, _letter.c.sequence.is_(None),
                _letter.c.letter_series_id, _letter.c.sequence, day, _letter.c.id,
            )
        ).all()  # fmt: skip
    return [Line(made(row), row.activity_name or "") for row in rows]


def find(connection: Connection, text: str, limit: int) -> list[Letter]:
    """Return the newest letters by number, subject or correspondent; none for one or two signs."""
    if len(text.strip()) < _LEAST_TYPED:
        return []
    rows = connection.execute(
        select(_letter)
        .where(_letter.c.deleted_at.is_(None), *_worded(text))
        .order_by(_letter.c.year.desc(), _letter.c.id.desc())
        .limit(limit)
    )
    return [made(row) for row in rows]


def codes(store: Store) -> list[str]:
    """Return the classification codes to offer: the office's list, then those used so far."""
    listed = settings.letter_codes(store)
    known = {line.split(maxsplit=1)[0] for line in listed if line.split()}
    return [*listed, *(code for code in _used(store, _letter.c.code) if code not in known)]


def correspondents(store: Store) -> list[str]:
    """Return to whom and from whom letters went so far, for completing what is typed."""
    return _used(store, _letter.c.correspondent)


def _used(store: Store, column: ColumnElement[str]) -> list[str]:
    with store.read() as connection:
        return list(
            connection.execute(
                select(column)
                .where(column.is_not(None), _letter.c.deleted_at.is_(None))
                .group_by(column)
                .order_by(func.count().desc(), column)
                .limit(_MOST_OFFERED)
            ).scalars()
        )


def next_number_told(store: Store, kind: str, code: str = "", day: date | None = None) -> str:
    """Return "berikutnya …" for a letter about to be entered; why there is none stays untold."""
    try:
        return f"berikutnya {letters.next_number(store, kind, code=code, day=day)}"
    except UserError:
        return ""


def _joined() -> FromClause:
    return _letter.outerjoin(_activity, _activity.c.id == _letter.c.activity_id)


def _where(query: Query, today: date) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [_letter.c.deleted_at.is_(None)]
    if query.direction:
        wanted.append(_letter.c.direction == query.direction)
    if query.year is not None:
        wanted.append(_letter.c.year == query.year)
    if query.kind:
        wanted.append(_letter.c.kind == query.kind)
    if query.activity_id:
        wanted.append(_letter.c.activity_id == query.activity_id)
    wanted += _only(query.only, today)
    return wanted + _worded(query.text)


def _worded(text: str) -> list[ColumnElement[bool]]:
    """Return the conditions of a search: each word somewhere, or the whole as a number."""
    words = text.split()
    if not words:
        return []
    as_number = _letter.c.number_key.contains(numbers.key(text), autoescape=True)
    if "/" in text:
        return [as_number]
    every = and_(
        *(
            or_(
                *(
                    column.icontains(word, autoescape=True)
                    for column in (
                        _letter.c.number_key, _letter.c.subject, _letter.c.correspondent,
                        _letter.c.note,
                    )
                )
            )
            for word in words
        )
    )  # fmt: skip
    return [or_(as_number, every)]


def _only(only: str, today: date) -> list[ColumnElement[bool]]:
    waiting = [
        _letter.c.direction == Direction.IN,
        _letter.c.instruction.is_not(None),
        _letter.c.done_on.is_(None),
        _letter.c.cancel_reason.is_(None),
    ]
    here = [
        _letter.c.direction == Direction.OUT,
        _letter.c.moved_on.is_(None),
        _letter.c.cancel_reason.is_(None),
    ]
    return {
        DUE: waiting,
        LATE: [*waiting, _letter.c.due_on < today],
        UNSENT: [*here, _letter.c.number.is_not(None)],
        UNNUMBERED: [*here, _letter.c.number.is_(None)],
    }.get(only, [])


def _filtered(filters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    """Return what is typed over the columns; a date is looked for as it is shown."""
    wanted: list[ColumnElement[bool]] = []
    for key, typed in filters.items():
        text = typed.strip()
        if not text or key not in _PLAIN:
            continue
        column = _PLAIN[key]
        if key in _CODED:
            words = _CODED[key]
            meant = [code for code, word in words.items() if text.casefold() in word.casefold()]
            wanted.append(column.in_(meant))
        elif key in ("letter_date", "moved_on", "due_on"):
            wanted.append(cast(column, String).contains(iso_part(text), autoescape=True))
        else:
            wanted.append(column.icontains(text, autoescape=True))
    return wanted
