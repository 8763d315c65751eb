"""What a portal asks of each participant, in its own order and format, and what lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sertidesk.domain.portal import Field, Page, State, Target
from sertidesk.export.layouts import PARTICIPANTS, Column, Fill, Layout, Sheet
from sertidesk.services import portal, recaps
from sertidesk.services.activity import Activity
from sertidesk.services.recaps import Recap
from sertidesk.services.records import FileRows, Row
from sertidesk.services.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """One participant and the portal; ``missing`` are labels of required fields without value."""

    participant_id: str
    place: int  # in the activity's list
    name: str
    nik: str
    village: str
    state: State
    entered_on: date | None
    entered_by: str
    portal_number: str
    note: str
    missing: tuple[str, ...]


def recap_of(store: Store, target: Target, name: str | None = None) -> Recap:
    """Return the layout that tells the portal's pages: the one named, else the usual one."""
    return recaps.resolve(store, target, name)


def listing(store: Store, activity: Activity, target: Target, recap: Recap) -> list[Entry]:
    """Return everyone who takes part, in the activity's order."""
    rows = recaps.rows_for(store, activity, recap)
    lacking = {one.participant_id: one.headers for one in recaps.missing(recap, rows)}
    with store.read() as connection:
        known = {
            row.participant_id: row
            for row in connection.execute(portal.of_activity(activity.id, target))
        }
    return [
        _shaped(row, known.get(row["id"]), lacking.get(row["id"], ())) for row in rows.participants
    ]


def pages(store: Store, activity: Activity, recap: Recap, participant_id: str) -> tuple[Page, ...]:
    """Return the portal's pages with one person's values, in the portal's order and format."""
    rows = recaps.rows_for(store, activity, recap, [participant_id])
    if not rows.participants or recap.layout is None:
        return ()
    return _pages(recap.layout, rows)


def _shaped(row: Row, found: Any, missing: tuple[str, ...]) -> Entry:
    return Entry(
        row["id"],
        row["number"],
        str(row["name"] or ""),
        str(row["nik"] or ""),
        str(row["village"] or ""),
        State.NONE if found is None else State(found.entry_state),
        None if found is None else found.entered_on,
        "" if found is None else found.entered_by or "",
        "" if found is None else found.portal_number or "",
        "" if found is None else found.note or "",
        missing,
    )


def _pages(layout: Layout, rows: FileRows) -> tuple[Page, ...]:
    made: list[Page] = []
    for sheet in layout.sheets:
        if sheet.rows == PARTICIPANTS:
            made.append(Page(sheet.name, _fields(sheet, rows.participants[0])))
            continue
        entries = rows.of(sheet.rows) or [{}]  # an empty page still shows what it asks
        made += [
            Page(sheet.name, _fields(sheet, row), number)
            for number, row in enumerate(entries, start=1)
        ]
    return tuple(made)


def _fields(sheet: Sheet, row: Row) -> tuple[Field, ...]:
    """Return the sheet's fields; the running number and whose row it is are no fields."""
    linking = ("nik", "name", "full_name") if sheet.rows != PARTICIPANTS else ()
    return tuple(
        Field(
            column.header,
            recaps.cell_text(column, row),
            column.required,
            column.field.startswith("file_"),
        )
        for column in sheet.columns
        if _is_asked(column) and column.field not in linking
    )


def _is_asked(column: Column) -> bool:
    return column.fill in (Fill.FIELD, Fill.CONSTANT)
