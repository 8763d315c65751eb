"""The procedures an activity can begin with: those that ship, and the office's own.

A shipped one stays as its document has it; a copy of it is the office's to change. An activity
that runs keeps the copy it began with, whatever is changed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Row, func, select

from sertidesk.db import tables
from sertidesk.db.history import Changes, Transaction
from sertidesk.domain.errors import UserError
from sertidesk.domain.procedure import Procedure
from sertidesk.export.files import write_text
from sertidesk.export.procedure_toml import to_toml
from sertidesk.intake import procedure as procedure_files
from sertidesk.services.store import Store

_own, _activity = tables.office_procedure, tables.activity
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Listed:
    """A procedure of the library.

    ``own`` tells that it is the office's; ``problem`` why it cannot be used where its text is
    damaged (then ``procedure`` is None); ``activities`` how many began with this code.
    """

    code: str
    procedure: Procedure | None
    own: bool
    activities: int = 0
    problem: str = ""

    @property
    def name(self) -> str:
        """Return how lists show it."""
        return self.procedure.name if self.procedure else self.code


def listing(store: Store) -> list[Listed]:
    """Return the shipped procedures by code, then the office's own."""
    with store.read() as connection:
        counted = select(_activity.c.sop_code, func.count().label("times")).where(
            _activity.c.deleted_at.is_(None)
        )
        rows = connection.execute(counted.group_by(_activity.c.sop_code)).all()
    uses: dict[str, int] = {row.sop_code: row.times for row in rows}
    found = [
        Listed(one.code, one, own=False, activities=uses.get(one.code, 0))
        for one in procedure_files.load_all()
    ]
    for row in _rows(store):
        times = uses.get(row.code, 0)
        try:
            one = procedure_files.load_text(row.toml, f"{row.code}.toml")
        except UserError as error:
            found.append(Listed(row.code, None, own=True, activities=times, problem=str(error)))
        else:
            found.append(Listed(row.code, one, own=True, activities=times))
    return found


def usable(store: Store) -> list[Procedure]:
    """Return every procedure that a new activity can begin with."""
    return [one.procedure for one in listing(store) if one.procedure is not None]


def get(store: Store, code: str) -> Procedure:
    """Return one procedure; a `UserError` names those there are, or what is wrong with it."""
    shipped = procedure_files.shipped_codes()
    if code in shipped:
        return procedure_files.load_code(code)
    own = {row.code: row.toml for row in _rows(store)}
    if code not in own:
        raise procedure_files.unknown(code, [*shipped, *sorted(own)])
    return procedure_files.load_text(own[code], f"{code}.toml")


def text_of(store: Store, code: str) -> str:
    """Return a procedure's file as it is kept, so that even a damaged one can be mended."""
    for row in _rows(store):
        if row.code == code:
            return str(row.toml)
    return to_toml(get(store, code))


def save(store: Store, procedure: Procedure, *, former_code: str = "") -> Changes:
    """Keep a procedure of the office; ``former_code`` is what it was called when it was opened.

    ``Changes.subject`` is its code. It is checked as a file would be; a `UserError` names the
    key that is not right.
    """
    return save_text(store, to_toml(procedure), former_code=former_code)


def save_text(store: Store, text: str, *, former_code: str = "") -> Changes:
    """Keep a procedure of the office from the text of its file."""
    procedure = procedure_files.load_text(text, f"{former_code or 'SOP baru'}.toml")
    _refuse_code(procedure.code)
    with store.write(f"SOP “{procedure.name}” disimpan") as tx:
        taken = _row_id(tx, procedure.code)
        present = _row_id(tx, former_code) if former_code else None
        if taken is not None and taken != present:
            raise _taken(procedure.code)
        values = {"code": procedure.code, "toml": text}
        if present is None:
            tx.insert(_own, values)
        else:
            tx.update(_own, present, values)
        tx.subject = procedure.code
    return tx.changes


def copy(store: Store, code: str) -> Changes:
    """Keep a copy of a procedure to be changed; ``Changes.subject`` is the copy's code."""
    source = get(store, code)
    new = _free(f"{code}-salinan", _codes(store))
    return save(store, replace(source, code=new, name=f"{source.name} (salinan)"))


def import_file(store: Store, path: Path) -> Changes:
    """Take in an SOP file; one whose code is taken comes in under a free one."""
    procedure = procedure_files.load(path)
    taken = _codes(store)
    if procedure.code in taken:
        procedure = replace(procedure, code=_free(procedure.code, taken))
    return save(store, procedure)


def export_file(store: Store, code: str, path: Path) -> None:
    """Write a procedure as the SOP file that `import_file` takes in."""
    shipped = code in procedure_files.shipped_codes()
    text = to_toml(procedure_files.load_code(code)) if shipped else text_of(store, code)
    write_text(path, text)


def remove(store: Store, code: str) -> Changes:
    """Mark a procedure of the office deleted; activities that began with it keep their copy."""
    with store.write(f"SOP “{code}” dihapus") as tx:
        present = _row_id(tx, code)
        if present is None:
            raise UserError(
                "sop_shipped",
                "SOP bawaan “{code}” tidak dapat dihapus. Salin dahulu, lalu ubah salinannya.",
                code=code,
            )
        tx.delete(_own, present)
    return tx.changes


def _rows(store: Store) -> list[Row[Any]]:
    with store.read() as connection:
        return list(
            connection.execute(
                select(_own.c.code, _own.c.toml)
                .where(_own.c.deleted_at.is_(None))
                .order_by(_own.c.code)
            )
        )


def _row_id(tx: Transaction, code: str) -> str | None:
    return tx.connection.execute(
        select(_own.c.id).where(_own.c.code == code, _own.c.deleted_at.is_(None))
    ).scalar_one_or_none()


def _codes(store: Store) -> set[str]:
    return {*procedure_files.shipped_codes(), *(row.code for row in _rows(store))}


def _free(base: str, taken: Iterable[str]) -> str:
    code, number = base, 2
    while code in taken:
        code, number = f"{base}-{number}", number + 1
    return code


def _refuse_code(code: str) -> None:
    if not _CODE.fullmatch(code):
        raise UserError(
            "sop_code",
            "Kode SOP “{code}” hanya boleh berisi huruf kecil, angka, dan tanda hubung, misalnya "
            "“kabupaten-contoh”. Perbaiki kodenya.",
            code=code,
        )
    if code in procedure_files.shipped_codes():
        raise _taken(code)


def _taken(code: str) -> UserError:
    return UserError(
        "sop_code_taken",
        "Kode SOP “{code}” sudah dipakai. Beri kode lain.",
        code=code,
    )
