"""Certificates out of the LSP's workbook: first a report, row by row; then all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from sertidesk.db.history import Changes
from sertidesk.domain import certificates as rules
from sertidesk.domain import names
from sertidesk.domain.certificates import NUMBERS
from sertidesk.domain.clarification import AnswerRow
from sertidesk.domain.clarification_match import Asked, Matcher
from sertidesk.domain.errors import UserError
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.intake import certificates as intake
from sertidesk.intake.certificates import CertificateRow
from sertidesk.services import certificates
from sertidesk.services.activity import Activity
from sertidesk.services.certificates import FIELDS, checked_values
from sertidesk.services.store import Store


class Status(StrEnum):
    """What a row of the workbook means for the register."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    UNMATCHED = "unmatched"  # nobody's, or several persons'
    DOUBLE = "double"  # two rows of one participant that disagree


STATUSES = {
    Status.NEW: "Baru",
    Status.CHANGED: "Diperbarui",
    Status.SAME: "Sudah sama",
    Status.UNMATCHED: "Tidak cocok",
    Status.DOUBLE: "Ganda",
}
_OTHER_PERSON = 0.6  # names less alike than this are two persons
WRITTEN = frozenset((Status.NEW, Status.CHANGED))


@dataclass(frozen=True, slots=True)
class Line:
    """One row with what will become of it; ``remark`` says why, or how it was recognised."""

    row: CertificateRow
    status: Status
    participant_id: str
    person: str  # the participant's name, where one was found
    remark: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a workbook says, before anything is written; ``missing`` are those it lacks."""

    file: str
    lines: tuple[Line, ...]
    missing: tuple[str, ...]

    @property
    def written(self) -> int:
        """Return how many certificates `apply` would write."""
        return sum(line.status in WRITTEN for line in self.lines)

    @property
    def counts(self) -> Counter[Status]:
        """Return how many rows have each status."""
        return Counter(line.status for line in self.lines)


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written: how many were new, how many were changed."""

    changes: Changes
    new: int
    changed: int


def preview(
    store: Store,
    activity: Activity,
    path: Path,
    *,
    report: Report = silent,
    is_cancelled: IsCancelled = never,
) -> Preview:
    """Read the workbook and find whose each row is: by NIK, else by name and birth date."""
    rows = intake.read(path, today=store.today(), is_cancelled=is_cancelled)
    report(len(rows), len(rows))
    with store.read() as connection:
        register = certificates.rows_of(connection, activity)
    return _judged(path.name, rows, register)


def apply(store: Store, activity: Activity, looked_at: Preview) -> Imported:
    """Write what the report said, in one transaction that one undo takes back."""
    wanted = [line for line in looked_at.lines if line.status in WRITTEN]
    if not wanted:
        raise UserError(
            "certificates_nothing_new",
            "Tidak ada baris di {file} yang menambah atau mengubah daftar sertifikat.",
            file=looked_at.file,
        )
    new = 0
    with store.write(f"{len(wanted)} sertifikat diimpor dari {looked_at.file}") as tx:
        register = {
            row.participant_id: row for row in certificates.rows_of(tx.connection, activity)
        }
        for line in wanted:
            row = register.get(line.participant_id)
            if row is None:
                raise UserError(
                    "certificates_stale",
                    "{name} sudah dikeluarkan dari kegiatan. Baca ulang berkasnya.",
                    name=line.person,
                )
            new += not row.certificate_id
            certificates.write(tx, activity, row, line.values)
    return Imported(tx.changes, new, len(wanted) - new)


def _judged(file: str, rows: Sequence[CertificateRow], register: Sequence[Row[Any]]) -> Preview:
    matcher = Matcher([_asked(row) for row in register], {})
    by_key = {row.participant_id: row for row in register}
    found = [(row, matcher.find(_as_answer(row))) for row in rows]
    told: dict[str, list[Mapping[str, object]]] = {}
    for row, key in found:
        if key is not None:
            told.setdefault(key, []).append(checked_values(row.values))
    lines = []
    for row, key in found:
        if key is None:
            why = "Tidak ada peserta dengan NIK atau nama dan tanggal lahir itu."
            lines.append(Line(row, Status.UNMATCHED, "", "", why, {}))
        else:
            lines.append(_line(row, by_key[key], told[key]))
    missing = tuple(
        row.name or ""
        for row in register
        if row.participant_id not in told and not row.certificate_id
    )
    return Preview(file, _once(lines), missing)


def _line(row: CertificateRow, ours: Row[Any], told: Sequence[Mapping[str, object]]) -> Line:
    values = checked_values(row.values)
    remarks = [_recognised(row, ours)]
    if row.unread:
        remarks.append(f"Tidak terbaca: {', '.join(row.unread)}.")
    if values.get("issued_on") and not values.get("expires_on") and not ours.expires_on:
        remarks.append("Tanggal akhir masa berlaku tidak ada.")
    if any(_differ(values, other) for other in told):
        remarks.insert(0, "Beberapa baris berbeda untuk peserta yang sama; catat dengan tangan.")
        status = Status.DOUBLE
    elif not ours.certificate_id:
        status = Status.NEW
    else:
        changed = [key for key, value in values.items() if _changes(ours, key, value)]
        status = Status.CHANGED if changed else Status.SAME
    return Line(
        row, status, ours.participant_id, ours.name or "", " ".join(filter(None, remarks)), values
    )


def _once(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Take a participant whom two rows tell the same once."""
    seen: set[str] = set()
    kept: list[Line] = []
    for line in lines:
        if line.status not in WRITTEN:
            kept.append(line)
        elif line.participant_id in seen:
            said = "Sama dengan baris sebelumnya."
            kept.append(replace(line, status=Status.SAME, remark=said))
        else:
            seen.add(line.participant_id)
            kept.append(line)
    return tuple(kept)


def _recognised(row: CertificateRow, ours: Row[Any]) -> str:
    if row.nik is not None and row.nik == ours.nik:
        strange = row.name and names.similarity(row.name, ours.name or "") < _OTHER_PERSON
        return "NIK sama, tetapi namanya lain; periksa orangnya." if strange else ""
    if row.birth_date is not None and row.birth_date == ours.birth_date:
        return "Dikenali dari nama dan tanggal lahir."
    return "Dikenali dari nama saja; periksa orangnya."


def _differ(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    return any(
        not _equal(key, one[key], other[key]) for key in one.keys() & other.keys() if one[key]
    )


def _changes(ours: Row[Any], key: str, value: object) -> bool:
    return key in FIELDS and value is not None and not _equal(key, getattr(ours, key), value)


def _equal(key: str, one: object, other: object) -> bool:
    if key in NUMBERS:
        return rules.comparable(str(one or "")) == rules.comparable(str(other or ""))
    return one == other


def _asked(row: Row[Any]) -> Asked:
    born: date | None = row.birth_date
    return Asked(
        key=row.participant_id,
        number=None,
        niks=(row.nik,) if row.nik else (),
        name=row.name or "",
        birth_date=born.isoformat() if born else "",
    )


def _as_answer(row: CertificateRow) -> AnswerRow:
    """Return the row in the shape in which rows of Disdukcapil's answers find their persons."""
    return AnswerRow(
        sheet=row.sheet,
        row=row.row,
        nik=row.nik,
        nik_text=row.nik_text,
        name=row.name,
        theirs={"birth_date": row.birth_date.isoformat()} if row.birth_date else {},
    )
