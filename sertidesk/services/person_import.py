"""An LSP's workbook judged row by row against a register: what is new, changed, nobody's, double.

What the rows say is the business of the register's own import, which derives a `Judge`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from sertidesk.db.history import Changes
from sertidesk.domain import names
from sertidesk.domain.clarification import AnswerRow
from sertidesk.domain.clarification_match import Asked, Matcher
from sertidesk.intake.person_tables import PersonRow


class Status(StrEnum):
    """What a row of the workbook means for the register."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    UNMATCHED = "unmatched"  # nobody's, or several persons'
    DOUBLE = "double"  # two rows of one participant that disagree
    REFUSED = "refused"  # it cannot be read, or what it says cannot be written


STATUSES: Mapping[Status, str] = {
    Status.NEW: "Baru",
    Status.CHANGED: "Diperbarui",
    Status.SAME: "Sudah sama",
    Status.UNMATCHED: "Tidak cocok",
    Status.DOUBLE: "Ganda",
    Status.REFUSED: "Tidak dipakai",
}
WRITTEN = frozenset((Status.NEW, Status.CHANGED))
TO_LOOK_AT = frozenset((Status.UNMATCHED, Status.DOUBLE, Status.REFUSED))
"""What needs a person's eye."""
_OTHER_PERSON = 0.6  # names less alike than this are two persons


@dataclass(frozen=True, slots=True)
class Line:
    """One row with what will become of it; ``remark`` says why, or how it was recognised."""

    row: PersonRow
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
    def wanted(self) -> list[Line]:
        """Return the rows that would be written."""
        return [line for line in self.lines if line.status in WRITTEN]

    @property
    def written(self) -> int:
        """Return how many rows would be written."""
        return len(self.wanted)

    @property
    def to_look_at(self) -> list[Line]:
        """Return the rows that need a person's eye."""
        return [line for line in self.lines if line.status in TO_LOOK_AT]

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


class Registered(Protocol):
    """What a register says of a participant, besides what its own import asks."""

    @property
    def participant_id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def nik(self) -> str: ...

    @property
    def birth_date(self) -> date | None: ...


Ours = TypeVar("Ours", bound=Registered)


class Judge(ABC, Generic[Ours]):
    """Says of each row what it means; derive it to say what the rows of a register hold."""

    def values(self, row: PersonRow) -> Mapping[str, object]:
        """Return what a row says, as it would be stored."""
        return row.values

    @abstractmethod
    def is_known(self, ours: Ours) -> bool:
        """Tell whether the register has something of this participant."""

    def current(self, ours: Ours, key: str) -> object:
        """Return what the register holds."""
        return getattr(ours, key)

    def is_equal(self, key: str, one: object, other: object) -> bool:
        """Tell whether two values are the same."""
        return one == other

    def remarks(self, row: PersonRow, ours: Ours, values: Mapping[str, object]) -> list[str]:
        """Return what else should be known of a row."""
        return []

    def refusal(self, ours: Ours, values: Mapping[str, object]) -> str:
        """Return why this cannot be written; empty where it can."""
        return ""

    def preview(self, file: str, rows: Sequence[PersonRow], register: Sequence[Ours]) -> Preview:
        """Find whose each row is (by NIK, else by name and birth date) and what it means."""
        matcher = Matcher([_asked(one) for one in register], {})
        by_key = {one.participant_id: one for one in register}
        found = [(row, matcher.find(_as_answer(row))) for row in rows]
        told: dict[str, list[Mapping[str, object]]] = {}
        for row, key in found:
            if key is not None:
                told.setdefault(key, []).append(self.values(row))
        lines = []
        for row, key in found:
            if key is None:
                why = "Tidak ada peserta dengan NIK atau nama dan tanggal lahir itu."
                lines.append(Line(row, Status.UNMATCHED, "", "", why, {}))
            else:
                lines.append(self._line(row, by_key[key], told[key]))
        missing = tuple(
            one.name or ""
            for one in register
            if one.participant_id not in told and not self.is_known(one)
        )
        return Preview(file, _once(lines), missing)

    def _line(self, row: PersonRow, ours: Ours, told: Sequence[Mapping[str, object]]) -> Line:
        values = self.values(row)
        remarks = [_recognised(row, ours)]
        if row.unread:
            remarks.append(f"Tidak terbaca: {', '.join(row.unread)}.")
        remarks += self.remarks(row, ours, values)
        refusal = self.refusal(ours, values)
        if any(self._differ(values, other) for other in told):
            remarks.insert(
                0, "Beberapa baris berbeda untuk peserta yang sama; catat dengan tangan."
            )
            status = Status.DOUBLE
        elif refusal:
            remarks.insert(0, refusal)
            status = Status.REFUSED
        elif not self.is_known(ours):
            status = Status.NEW
        else:
            status = Status.CHANGED if self._changes(ours, values) else Status.SAME
        remark = " ".join(filter(None, remarks))
        return Line(row, status, ours.participant_id, ours.name or "", remark, values)

    def _differ(self, one: Mapping[str, object], other: Mapping[str, object]) -> bool:
        return any(
            not self.is_equal(key, one[key], other[key])
            for key in one.keys() & other.keys()
            if one[key]
        )

    def _changes(self, ours: Ours, values: Mapping[str, object]) -> bool:
        return any(
            value is not None and not self.is_equal(key, self.current(ours, key), value)
            for key, value in values.items()
        )


def report_json(looked_at: Preview, done: Imported | None) -> dict[str, Any]:
    """Return the report as the command line writes it; without ``done`` nothing was written."""
    return {
        "file": looked_at.file,
        "written": done is not None,
        "counts": {str(status): looked_at.counts[status] for status in Status},
        "rows": [
            {
                "sheet": line.row.sheet,
                "row": line.row.row,
                "nik": line.row.nik_text,
                "name": line.row.name,
                "status": str(line.status),
                "participant": line.person or None,
                "remark": line.remark,
                "values": {key: _plain(value) for key, value in line.values.items()},
            }
            for line in looked_at.lines
        ],
        "missing": list(looked_at.missing),
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


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


def _recognised(row: PersonRow, ours: Registered) -> str:
    if row.nik is not None and row.nik == ours.nik:
        strange = row.name and names.similarity(row.name, ours.name or "") < _OTHER_PERSON
        return "NIK sama, tetapi namanya lain; periksa orangnya." if strange else ""
    if row.birth_date is not None and row.birth_date == ours.birth_date:
        return "Dikenali dari nama dan tanggal lahir."
    return "Dikenali dari nama saja; periksa orangnya."


def _asked(one: Registered) -> Asked:
    born = one.birth_date
    return Asked(
        key=one.participant_id,
        number=None,
        niks=(one.nik,) if one.nik else (),
        name=one.name or "",
        birth_date=born.isoformat() if born else "",
    )


def _as_answer(row: PersonRow) -> AnswerRow:
    """Return the row in the shape in which rows of Disdukcapil's answers find their persons."""
    return AnswerRow(
        sheet=row.sheet,
        row=row.row,
        nik=row.nik,
        nik_text=row.nik_text,
        name=row.name,
        theirs={"birth_date": row.birth_date.isoformat()} if row.birth_date else {},
    )
