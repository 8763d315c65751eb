"""The register of letters written as a workbook: of an activity, or of all that is wanted."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from sertidesk.domain import letters as rules
from sertidesk.domain.errors import UserError
from sertidesk.domain.letters import Direction
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export.letters import write_book
from sertidesk.export.workbook import Row, Written
from sertidesk.services import letter_lists
from sertidesk.services.activity import Activity
from sertidesk.services.letter_lists import Line, Query
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles


def write_register(
    store: Store,
    query: Query,
    path: Path,
    *,
    about: str = "",
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write the letters that a query finds; ``about`` stands above the tables."""
    lines = letter_lists.in_book_order(store, query)
    if not lines:
        raise UserError(
            "nothing_to_export", "Tidak ada surat yang ditampilkan. Longgarkan saringannya dahulu."
        )
    return _write(store, lines, path, titles(store) | {"activity": about}, report, is_cancelled)


def write_activity(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Written:
    """Write an activity's letters."""
    lines = letter_lists.in_book_order(store, Query(activity_id=activity.id))
    if not lines:
        raise UserError(
            "nothing_to_export",
            "Belum ada surat di kegiatan ini. Catat suratnya di halaman Surat lebih dahulu.",
        )
    return _write(store, lines, path, titles(store, activity), report, is_cancelled)


def _write(
    store: Store,
    lines: list[Line],
    path: Path,
    title_values: dict[str, str],
    report: Report,
    is_cancelled: IsCancelled,
) -> Written:
    came = [_row(line) for line in lines if line.letter.direction is Direction.IN]
    went = [_row(line) for line in lines if line.letter.direction is Direction.OUT]
    return write_book(
        path,
        came,
        went,
        title_values=title_values,
        report=report,
        is_cancelled=is_cancelled,
    )


def _row(line: Line) -> Row:
    one = line.letter
    note = one.note
    if one.cancel_reason:
        note = " · ".join(filter(None, (f"Dibatalkan: {one.cancel_reason}", note)))
    return asdict(one) | {
        "kind": rules.KINDS[one.kind],
        "way": rules.WAYS.get(one.way, one.way),
        "state": rules.STATES[one.state],
        "activity": line.activity,
        "note": note,
    }
