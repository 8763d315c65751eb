"""The document checklist of an activity: its matrix, and setting the state of cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.db.slices import slices
from sertidesk.domain import documents as rules
from sertidesk.domain.documents import CheckState
from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import Procedure, from_dict
from sertidesk.services import taking_part
from sertidesk.services.activity import Activity
from sertidesk.services.store import Store

_participant, _person = tables.participant, tables.person
_check, _attachment = tables.document_check, tables.attachment

CellKey = tuple[str, str]  # participant's key, requirement's key


@dataclass(frozen=True, slots=True)
class Cell:
    """One check: its state, what is to be mended, who looked when, how many files there are."""

    state: CheckState = CheckState.MISSING
    note: str = ""
    checked_by: str = ""
    checked_at: str = ""
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One participant with the checks of all requirements, by their keys."""

    participant_id: str
    person_id: str
    number: int
    name: str
    name_key: str
    nik: str
    village: str
    photo_sha256: str
    cells: Mapping[str, Cell]

    def cell(self, requirement: str) -> Cell:
        """Return the check of a requirement; one never looked at is missing."""
        return self.cells.get(requirement, _UNSEEN)

    def closed(self, requirements: Iterable[str]) -> int:
        """Return how many of the requirements ask for no more."""
        return sum(self.cell(key).state in rules.CLOSED for key in requirements)


_UNSEEN = Cell()


def rows(
    store: Store, activity: Activity, participant_ids: Sequence[str] | None = None
) -> list[MatrixRow]:
    """Return the matrix in the order of the list; ``participant_ids`` restricts it to some.

    Who does not take part is left out: nobody waits for their papers.
    """
    with store.read() as connection:
        if participant_ids is None:
            return _rows(connection, _participant.c.activity_id == activity.id)
        found: list[MatrixRow] = []
        for some in slices(participant_ids):
            found += _rows(connection, _participant.c.id.in_(some))
    return sorted(found, key=lambda row: row.number)


def set_state(
    store: Store,
    activity: Activity,
    cells: Sequence[CellKey],
    state: CheckState,
    note: str = "",
) -> Changes:
    """Give cells a state in one transaction; a cell that is so already is left as it was.

    ``note`` is what is to be mended, and is owed for `CheckState.NEEDS_FIX`.
    """
    note = " ".join(note.split())
    if state is CheckState.NEEDS_FIX and not note:
        raise UserError(
            "note_missing",
            "Tulis apa yang perlu diperbaiki, supaya peserta tahu apa yang harus dibawa.",
        )
    if len(note) > rules.LONGEST_NOTE:
        raise UserError(
            "note_long",
            "Catatan terlalu panjang ({length} huruf). Ringkas menjadi paling banyak {most} huruf.",
            length=len(note),
            most=rules.LONGEST_NOTE,
        )
    word = rules.WORDS[state]
    with store.write(_label(activity, cells, word)) as tx:
        mark(tx, activity.procedure, cells, state, note)
    return tx.changes


def mark(
    tx: Transaction,
    procedure: Procedure,
    cells: Sequence[CellKey],
    state: CheckState,
    note: str = "",
    only_from: CheckState | None = None,
) -> None:
    """Set cells inside a use case and keep the participants' flag; see `set_state`.

    With ``only_from`` the cells in another state are left alone.
    """
    for _participant_id, requirement in cells:
        procedure.requirement(requirement)  # an unknown one is a bug, and says so
    current = _checks(tx.connection, {participant_id for participant_id, _ in cells})
    fresh = []
    values = {
        "state": str(state),
        "note": note or None,
        "checked_by": tx.actor,
        "checked_at": tx.at,
    }
    touched: dict[str, None] = {}
    for cell in dict.fromkeys(cells):
        row_id, before, old_note = current.get(cell, ("", CheckState.MISSING, ""))
        if only_from is not None and before is not only_from:
            continue
        if row_id and (before, old_note) == (state, note):
            continue
        if row_id:
            tx.update(_check, row_id, values)
        else:
            fresh.append(values | {"participant_id": cell[0], "requirement": cell[1]})
        touched[cell[0]] = None
    tx.insert_many(_check, fresh)
    recount(tx, procedure, list(touched))


def recount(tx: Transaction, procedure: Procedure, participant_ids: Sequence[str]) -> None:
    """Bring ``documents_complete`` of participants in line with their checks."""
    asked = rules.mandatory_documents(procedure)
    if not asked:
        return
    states: dict[str, dict[str, CheckState]] = defaultdict(dict)
    for (participant_id, requirement), check in _checks(tx.connection, participant_ids).items():
        states[participant_id][requirement] = check[1]
    for participant_id in participant_ids:
        complete = int(rules.is_complete(states[participant_id], asked))
        tx.update(_participant, participant_id, {"documents_complete": complete})


def recount_undone(tx: Transaction) -> None:
    """Bring the flags in line after ``tx`` took back a change set that set checks.

    Newer changes may have moved a flag since, so that its former value is no longer true.
    """
    if _check.name not in tx.kinds:
        return
    change = tables.change
    touched = select(change.c.row_id).where(
        change.c.change_set_id == tx.undoes, change.c.table_name == _check.name
    )
    rows = tx.connection.execute(
        select(
            _participant.c.id, tables.activity.c.id.label("activity"), tables.activity.c.procedure
        )
        .join(tables.activity, tables.activity.c.id == _participant.c.activity_id)
        .where(
            _participant.c.id.in_(select(_check.c.participant_id).where(_check.c.id.in_(touched)))
        )
    ).all()
    by_activity: dict[str, list[str]] = defaultdict(list)
    procedures = {row.activity: row.procedure for row in rows}
    for row in rows:
        by_activity[row.activity].append(row.id)
    for activity_id, participant_ids in by_activity.items():
        recount(tx, from_dict(procedures[activity_id]), participant_ids)


def notes_used(store: Store, activity: Activity, limit: int = 20) -> list[str]:
    """Return the notes written in the activity, the most used first, to offer them again."""
    statement = (
        select(_check.c.note)
        .join(_participant, _participant.c.id == _check.c.participant_id)
        .where(
            _participant.c.activity_id == activity.id,
            _check.c.deleted_at.is_(None),
            _check.c.note.is_not(None),
        )
        .group_by(_check.c.note)
        .order_by(func.count().desc(), _check.c.note)
        .limit(limit)
    )
    with store.read() as connection:
        return [str(note) for note in connection.execute(statement).scalars()]


def _rows(connection: Connection, wanted: ColumnElement[bool]) -> list[MatrixRow]:
    alive = (wanted, *taking_part.present())
    files: dict[CellKey, int] = {
        (row.participant_id, row.requirement): row.files
        for row in connection.execute(
            select(
                _attachment.c.participant_id, _attachment.c.requirement, func.count().label("files")
            )
            .join(_participant, _participant.c.id == _attachment.c.participant_id)
            .where(
                *alive, _attachment.c.deleted_at.is_(None), _attachment.c.requirement.is_not(None)
            )
            .group_by(_attachment.c.participant_id, _attachment.c.requirement)
        )
    }
    cells: dict[str, dict[str, Cell]] = defaultdict(dict)
    for row in connection.execute(
        select(
            _check.c.participant_id,
            _check.c.requirement,
            _check.c.state,
            _check.c.note,
            _check.c.checked_by,
            _check.c.checked_at,
        )
        .join(_participant, _participant.c.id == _check.c.participant_id)
        .where(*alive, _check.c.deleted_at.is_(None))
    ):
        cells[row.participant_id][row.requirement] = Cell(
            CheckState(row.state),
            row.note or "",
            row.checked_by or "",
            row.checked_at or "",
            files.pop((row.participant_id, row.requirement), 0),
        )
    for (participant_id, requirement), count in files.items():
        cells[participant_id][requirement] = Cell(attachments=count)
    people = connection.execute(
        select(
            _participant.c.id,
            _participant.c.person_id,
            _participant.c.number,
            _person.c.name,
            _person.c.name_key,
            _person.c.nik,
            _person.c.village,
            _person.c.photo_sha256,
        )
        .join(_person, _person.c.id == _participant.c.person_id)
        .where(*alive)
        .order_by(_participant.c.number)
    )
    return [
        MatrixRow(
            row.id,
            row.person_id,
            row.number,
            row.name or "",
            row.name_key,
            row.nik or "",
            row.village or "",
            row.photo_sha256 or "",
            cells.get(row.id, {}),
        )
        for row in people
    ]


def _checks(
    connection: Connection, participant_ids: Iterable[str]
) -> dict[CellKey, tuple[str, CheckState, str]]:
    found: dict[CellKey, tuple[str, CheckState, str]] = {}
    for some in slices(list(participant_ids)):
        for row in connection.execute(
            select(
                _check.c.id,
                _check.c.participant_id,
                _check.c.requirement,
                _check.c.state,
                _check.c.note,
            ).where(_check.c.participant_id.in_(some), _check.c.deleted_at.is_(None))
        ):
            state = CheckState(row.state)
            found[row.participant_id, row.requirement] = (row.id, state, row.note or "")
    return found


def _label(activity: Activity, cells: Sequence[CellKey], word: str) -> str:
    keys = {requirement for _, requirement in cells}
    titles = [
        rules.short_title(item) for item in activity.procedure.requirements if item.key in keys
    ]
    what = ", ".join(titles) if len(titles) <= 3 else f"{len(titles)} persyaratan"
    people = len({participant_id for participant_id, _ in cells})
    return f"Berkas {people} peserta: {what} {word}"
