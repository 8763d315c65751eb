"""A recap: participants written by one of the office's layouts, or into an LSP's own form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sertidesk.domain.errors import UserError
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import layout_toml, workbook
from sertidesk.export.keys import LABELS
from sertidesk.export.layouts import PARTICIPANTS, Column, Fill, Layout, missing_required
from sertidesk.export.values import (
    DATE_FORMATS,
    DEFAULT_DATE,
    CellValue,
    date_text,
    renderer,
)
from sertidesk.services import forms, layouts, records
from sertidesk.services.activity import Activity
from sertidesk.services.forms import Form
from sertidesk.services.records import FileRows, Row
from sertidesk.services.store import Store
from sertidesk.services.workbooks import titles

DEFAULTS: Mapping[str, str] = {
    "participants": "peserta",
    "disdukcapil": "disdukcapil",
    "lsp": "lsp-sertidesk",
    "bnsp": "bnsp-asesmen",
    "siki": "siki",
    "sipjaki": "sipjaki-tenaga-kerja",
}
"""The layout of each kind when none is named."""

# Beside those of its own kind, what may be chosen: some LSPs take the BNSP sheet.
_ALSO: Mapping[str, frozenset[str]] = {"lsp": frozenset({"bnsp"})}

# Without these an LSP cannot enter anybody; a form does not say what it requires.
_ASKED_OF_FORMS = ("nik", "name", "full_name", "birth_place", "birth_date", "birth_place_date",
                   "sex", "address", "full_address", "phone", "occupation")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recap:
    """One way to write a recap: a layout or a form, whichever is not None."""

    name: str
    title: str
    layout: Layout | None = None
    form: Form | None = None
    own: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the keys that it discloses."""
        if self.layout is not None:
            return self.layout.fields
        return self.form.mapping.fields if self.form is not None else ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the other sources whose rows its sheets need."""
        sheets = self.layout.sheets if self.layout is not None else ()
        return tuple({sheet.rows for sheet in sheets} - {PARTICIPANTS})

    @property
    def suffix(self) -> str:
        """Return the suffix of the file it becomes."""
        return self.form.suffix if self.form is not None else ".xlsx"

    @property
    def digest(self) -> str:
        """Return a digest of everything that shapes the file, but for the rows."""
        if self.layout is not None:
            text = layout_toml.to_toml(self.layout)
        else:
            assert self.form is not None
            text = self.form.sha256 + json.dumps(self.form.mapping.to_dict(), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Missing:
    """A participant for whom a recap's required columns have nothing."""

    participant_id: str
    number: int
    name: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """One column as it will be: sheet, header, what fills it in words, how the first rows read."""

    sheet: str
    header: str
    label: str
    required: bool
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecapFile:
    """A recap that was written; ``notes`` are sentences for whoever wrote it."""

    path: Path
    sha256: str
    rows: int
    notes: tuple[str, ...] = ()


def choices(store: Store, kind: str) -> tuple[Recap, ...]:
    """Return what may be chosen for a kind, its default first; forms only for the LSP's recap."""
    allowed = {kind, "other", *_ALSO.get(kind, ())}
    found = [
        Recap(one.name, one.title, layout=one.layout, own=one.own)
        for one in layouts.available(store)
        if one.layout is not None and one.kind in allowed
    ]
    if kind == "lsp":
        found += [
            Recap(form.name, f"Formulir {form.name}", form=form, own=True)
            for form in forms.listing(store)
        ]
    default = DEFAULTS[kind]
    return tuple(sorted(found, key=lambda recap: (recap.name != default, recap.title.casefold())))


def resolve(store: Store, kind: str, name: str | None = None) -> Recap:
    """Return the recap of this name (of the kind's default), or refuse with the names there are."""
    wanted = name or DEFAULTS[kind]
    known = choices(store, kind)
    for recap in known:
        if recap.name == wanted:
            return recap
    for one in layouts.available(store):
        if one.name == wanted and one.layout is None:
            raise UserError("layout_invalid", "{problem}", problem=one.problem)
    raise layouts.unknown(wanted, [recap.name for recap in known])


def rows_for(
    store: Store, activity: Activity, recap: Recap, ids: Sequence[str] | None = None
) -> FileRows:
    """Return the rows that a recap needs, of all participants or of some."""
    return records.for_files(
        store, activity, wanted=set(recap.fields), ids=ids, sources=recap.sources
    )


def write(
    store: Store,
    activity: Activity,
    recap: Recap,
    rows: FileRows,
    path: Path,
    *,
    recipient: str = "",
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> RecapFile:
    """Write the recap; nothing is recorded here."""
    if recap.form is not None:
        filled = forms.fill(
            store, recap.form, rows.participants, path, report=report, is_cancelled=is_cancelled
        )
        outside = [
            f"Baris {one.row}: “{one.value}” tidak ada dalam pilihan kolom {one.header}."
            for one in filled.outside_choices
        ]
        return RecapFile(path, filled.sha256, filled.rows, (*_shortened(outside), *filled.losses))
    assert recap.layout is not None
    written = workbook.write(
        recap.layout,
        rows.participants,
        path,
        title_values=title_values(store, activity, recipient),
        more_rows=rows.more,
        report=report,
        is_cancelled=is_cancelled,
    )
    return RecapFile(path, written.sha256, written.rows)


def title_values(store: Store, activity: Activity, recipient: str = "") -> dict[str, str]:
    """Return what fills the places in the lines above a table."""
    return titles(store, activity, lsp=recipient or activity.lsp)


def preview(recap: Recap, rows: FileRows, count: int = 3) -> list[PreviewColumn]:
    """Return the columns of every sheet with what the first rows will say in them."""
    if recap.form is not None:
        mapping = recap.form.mapping
        samples = forms.preview(mapping, rows.participants[:count])
        return [
            PreviewColumn(
                mapping.sheet,
                column.header,
                forms.label_of(column),
                column.field in _ASKED_OF_FORMS,
                tuple(shown(row[place], column.format) for row in samples),
            )
            for place, column in enumerate(mapping.columns)
        ]
    assert recap.layout is not None
    return [
        PreviewColumn(
            sheet.name,
            column.header,
            _FILL_LABELS.get(column.fill) or LABELS.get(column.field) or column.constant,
            column.required,
            tuple(cell_text(column, row, number) for number, row in rows_of),
        )
        for sheet in recap.layout.sheets
        for rows_of in [list(enumerate(rows.of(sheet.rows)[:count], 1))]
        for column in sheet.columns
    ]


def shown(value: CellValue, format: str = "") -> str:
    """Return what a cell will show."""
    if isinstance(value, date):
        return date_text(value, format if format in DATE_FORMATS else DEFAULT_DATE)
    return "" if value is None else str(value)


def cell_text(column: Column, row: Row, number: int = 1) -> str:
    """Return what a column's cell will read for a row."""
    match column.fill:
        case Fill.NUMBER:
            return str(number)
        case Fill.CONSTANT:
            return column.constant
        case Fill.BLANK:
            return ""
        case Fill.FIELD:
            render = renderer(column.field, column.format, text=column.text)
            return shown(render(row.get(column.field)), column.format)


_FILL_LABELS = {Fill.NUMBER: "Nomor urut", Fill.BLANK: "(kosong, diisi penerima)"}


def missing(recap: Recap, rows: FileRows) -> list[Missing]:
    """Return for whom required values are missing, in the order of the list."""
    found = []
    others = _of_other_sheets(recap, rows)
    for row in rows.participants:
        headers = dict.fromkeys([*_missing_of(recap, row), *others.get(row["id"], ())])
        if headers:
            found.append(Missing(row["id"], row["number"], str(row["name"] or ""), tuple(headers)))
    return found


def _missing_of(recap: Recap, row: Row) -> tuple[str, ...]:
    if recap.form is not None:
        return tuple(
            column.header
            for column in recap.form.mapping.columns
            if column.field in _ASKED_OF_FORMS and row.get(column.field) in (None, "")
        )
    assert recap.layout is not None
    return tuple(
        header
        for sheet in recap.layout.sheets
        if sheet.rows == PARTICIPANTS
        for header in missing_required(sheet, row)
    )


def _of_other_sheets(recap: Recap, rows: FileRows) -> Mapping[str, tuple[str, ...]]:
    """Return what each participant lacks on the sheets with rows of their own, by participant.

    A sheet on which nothing but the person is required may stay empty.
    """
    lacks: dict[str, tuple[str, ...]] = {}
    for sheet in recap.layout.sheets if recap.layout is not None else ():
        if sheet.rows == PARTICIPANTS:
            continue
        present: dict[str, list[Row]] = {}
        for row in rows.of(sheet.rows):
            present.setdefault(row["id"], []).append(row)
        for person in rows.participants:
            mine = present.get(person["id"])
            if mine is None and sheet.rows != "education":
                continue  # nobody must have projects, trainings or other certificates
            for row in mine or [{"nik": person["nik"]}]:
                told = (f"{sheet.name}: {header}" for header in missing_required(sheet, row))
                lacks[person["id"]] = (*lacks.get(person["id"], ()), *told)
    return lacks


def _shortened(lines: list[str]) -> list[str]:
    """Return the first few lines and how many more there are."""
    if len(lines) <= 5:
        return lines
    return [*lines[:5], f"… dan {len(lines) - 5} isian lain di luar pilihan formulir."]
