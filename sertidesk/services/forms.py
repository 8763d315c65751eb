"""The LSP's own workbooks: learnt once, kept by content, filled as often as needed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from sqlalchemy import Row, select

from sertidesk.db import tables
from sertidesk.db.history import Changes
from sertidesk.domain.errors import UserError
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.export import form_fill, form_learn, layout_toml
from sertidesk.export.files import safe_file_name
from sertidesk.export.form import FormColumn, FormMapping, open_form
from sertidesk.export.form_fill import Filled
from sertidesk.export.keys import KINDS, LABELS
from sertidesk.export.values import CellValue, renderer
from sertidesk.export.workbook import Row as ValuesRow
from sertidesk.intake import headers
from sertidesk.services.store import Store

_form = tables.form
_ROLES = {headers.BIRTH: "birth_place_date", headers.NUMBER: form_learn.NUMBER}
_NUMBER_LABEL = "Nomor urut"
_BLANK_LABEL = "(tidak diisi)"


@dataclass(frozen=True, slots=True)
class LearntColumn:
    """One column of a form: where, what its header says, and what fills it, in words and key."""

    letter: str
    header: str
    label: str
    field: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """A form that was learnt and kept; rows count from 1."""

    name: str
    sheet: str
    header_row: int
    columns: tuple[LearntColumn, ...]
    mapping: FormMapping
    changes: Changes


@dataclass(frozen=True, slots=True)
class Form:
    """A form that is kept: the LSP's file and where it wants what."""

    id: str
    name: str
    file_name: str
    sha256: str
    mapping: FormMapping

    @property
    def suffix(self) -> str:
        """Return the suffix that a filled form must have."""
        return ".xlsm" if Path(self.file_name).suffix.lower() in (".xlsm", ".xltm") else ".xlsx"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a form that is not kept yet, with the sheets to choose from."""

    path: Path
    sheets: tuple[str, ...]
    mapping: FormMapping


def find(path: Path, *, sheet: str | None = None, header_row: int | None = None) -> Found:
    """Look for the table of a form; sheet and header may be pointed at. Nothing is kept."""
    names = tuple(one.title for one in open_form(path).worksheets if one.sheet_state == "visible")
    mapping = form_learn.learn(path, recognise, sheet=sheet, header_row=header_row)
    return Found(path, names, mapping)


def learn(
    store: Store,
    path: Path,
    name: str,
    sheet: str | None = None,
    *,
    mapping: FormMapping | None = None,
) -> Learnt:
    """Keep a form under a name, as it is found or as the office mapped it.

    The same name learnt again replaces what was kept under it.
    """
    wanted = _checked_name(store, name)
    learnt = mapping or form_learn.learn(path, recognise, sheet=sheet)
    sha256 = store.attachments.put(path.read_bytes())
    values = {
        "name": wanted,
        "file_name": path.name,
        "sha256": sha256,
        "mapping": learnt.to_dict(),
    }
    with store.write(f"Formulir “{wanted}” dipelajari") as tx:
        present = tx.connection.execute(
            select(_form.c.id).where(_form.c.name == wanted, _form.c.deleted_at.is_(None))
        ).scalar_one_or_none()
        if present is None:
            tx.insert(_form, values)
        else:
            tx.update(_form, present, values)
        tx.subject = wanted
    return Learnt(wanted, learnt.sheet, learnt.header_row, columns_of(learnt), learnt, tx.changes)


def recognise(header: str) -> str | None:
    """Return the key that a form's header asks for, ``number``, or None."""
    found = headers.recognise(header)
    if found is None:
        return None
    role = _ROLES.get(found[0], found[0])
    if role == "name" and "gelar" in header.casefold():
        role = "full_name"
    if role == "family_card":  # never stored, so there is nothing to fill in
        return None
    return role if role in KINDS or role == form_learn.NUMBER else None


def columns_of(mapping: FormMapping) -> tuple[LearntColumn, ...]:
    """Return the columns of a mapping as they are shown."""
    return tuple(
        LearntColumn(get_column_letter(column.index), column.header, label_of(column), column.field)
        for column in mapping.columns
    )


def label_of(column: FormColumn) -> str:
    """Return what fills a column, in words."""
    if column.number:
        return _NUMBER_LABEL
    return LABELS[column.field] if column.field else _BLANK_LABEL


def listing(store: Store) -> list[Form]:
    """Return the forms that are kept, by name."""
    with store.read() as connection:
        rows = connection.execute(
            select(_form).where(_form.c.deleted_at.is_(None)).order_by(_form.c.name)
        ).all()
    return [_shaped(row) for row in rows]


def by_name(store: Store, name: str) -> Form | None:
    """Return the form of this name, if there is one."""
    return next((form for form in listing(store) if form.name == name), None)


def change_mapping(store: Store, name: str, mapping: FormMapping) -> Changes:
    """Keep another mapping of a form."""
    form = _known(store, name)
    with store.write(f"Pemetaan formulir “{name}” diubah") as tx:
        tx.update(_form, form.id, {"mapping": mapping.to_dict()})
    return tx.changes


def remove(store: Store, name: str) -> Changes:
    """Mark a form deleted; submissions that used it keep the file that was sent."""
    form = _known(store, name)
    with store.write(f"Formulir “{name}” dihapus") as tx:
        tx.delete(_form, form.id)
    return tx.changes


def fill(
    store: Store,
    form: Form,
    rows: Sequence[ValuesRow],
    out: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Filled:
    """Write rows into a copy of the form."""
    with kept_file(store, form) as path:
        return form_fill.fill(
            path, form.mapping, rows, out, report=report, is_cancelled=is_cancelled
        )


def preview(mapping: FormMapping, rows: Sequence[ValuesRow]) -> list[tuple[CellValue, ...]]:
    """Return what the rows will say in the form's columns, in the form's order."""
    pens = [(column, renderer(column.field, column.format)) for column in mapping.columns]
    return [
        tuple(
            number if column.number else pen(row.get(column.field)) if column.field else None
            for column, pen in pens
        )
        for number, row in enumerate(rows, 1)
    ]


@contextmanager
def kept_file(store: Store, form: Form) -> Iterator[Path]:
    """Give the form's workbook under its own name; what is kept is named by its digest."""
    with tempfile.TemporaryDirectory(prefix="sertidesk-", ignore_cleanup_errors=True) as folder:
        original = Path(form.file_name)
        path = Path(folder) / f"{safe_file_name(original.stem)}{original.suffix}"
        path.write_bytes(store.attachments.get(form.sha256))
        yield path


def _checked_name(store: Store, name: str) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise UserError(
            "form_without_name", "Nama formulir masih kosong. Beri nama, misalnya nama LSP-nya."
        )
    own = tables.layout
    with store.read() as connection:
        taken = set(
            connection.execute(select(own.c.name).where(own.c.deleted_at.is_(None))).scalars()
        )
    if wanted in taken | {layout.name for layout in layout_toml.shipped()}:
        raise UserError(
            "form_name_taken",
            "“{name}” sudah menjadi nama tata letak. Pilih nama lain untuk formulir ini.",
            name=wanted,
        )
    return wanted


def _known(store: Store, name: str) -> Form:
    form = by_name(store, name)
    if form is None:
        names = ", ".join(one.name for one in listing(store)) or "belum ada"
        raise UserError(
            "form_unknown",
            "Formulir “{name}” tidak ada. Yang ada: {names}.",
            name=name,
            names=names,
        )
    return form


def _shaped(row: Row[Any]) -> Form:
    return Form(row.id, row.name, row.file_name, row.sha256, FormMapping.from_dict(row.mapping))
