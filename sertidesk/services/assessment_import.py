"""Results out of the LSP's workbook: first a report, row by row; then all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from typing_extensions import override

from sertidesk.domain import tracker as steps
from sertidesk.domain.assessment import DECISIONS, Decision
from sertidesk.domain.attendance import attended
from sertidesk.domain.errors import UserError
from sertidesk.domain.formatting import short_date
from sertidesk.domain.work import IsCancelled, Report, never, silent
from sertidesk.intake import results as intake
from sertidesk.intake.person_tables import PersonRow
from sertidesk.services.activity import Activity
from sertidesk.services.assessment import Entry, entries
from sertidesk.services.assessment_edits import write_many
from sertidesk.services.person_import import Imported, Judge, Preview
from sertidesk.services.store import Store


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
        register = entries(connection, activity.id)
    return _Results(store.today()).preview(path.name, rows, register)


def apply(store: Store, activity: Activity, looked_at: Preview) -> Imported:
    """Write what the report said, in one transaction that one undo takes back."""
    wanted = looked_at.wanted
    if not wanted:
        raise UserError(
            "results_nothing_new",
            "Tidak ada baris di {file} yang menambah atau mengubah hasil asesmen. Periksa laporan "
            "tiap barisnya.",
            file=looked_at.file,
        )
    new = 0
    with store.write(f"{len(wanted)} hasil asesmen diimpor dari {looked_at.file}") as tx:
        register = {one.participant_id: one for one in entries(tx.connection, activity.id)}
        writing = []
        for line in wanted:
            ours = register.get(line.participant_id)
            if ours is None:
                raise UserError(
                    "results_stale",
                    "{name} sudah dikeluarkan dari kegiatan. Baca ulang berkasnya.",
                    name=line.person,
                )
            new += ours.first is None
            values = dict(line.values)
            if ours.first is not values["decision"]:
                values.setdefault("decided_on", store.today())
            writing.append((ours, values))
        write_many(tx, activity, writing, store)
    return Imported(tx.changes, new, len(wanted) - new)


class _Results(Judge[Entry]):
    def __init__(self, today: date) -> None:
        self._today = today

    @override
    def is_known(self, ours: Entry) -> bool:
        return ours.first is not None

    @override
    def current(self, ours: Entry, key: str) -> object:
        return ours.first if key == "decision" else getattr(ours, key)

    @override
    def remarks(self, row: PersonRow, ours: Entry, values: Mapping[str, object]) -> list[str]:
        found = []
        decision = values.get("decision")
        if decision is not None and decision is not Decision.ABSENT:
            if not attended(ours.attendance):
                found.append("Kehadirannya belum tercatat.")
        elif decision is Decision.ABSENT and attended(ours.attendance):
            found.append("Di daftar hadir tercatat datang.")
        if ours.first is not None and decision is not None and ours.first is not decision:
            found.append(f"Sebelumnya {DECISIONS[ours.first].lower()}.")
        return found

    @override
    def refusal(self, ours: Entry, values: Mapping[str, object]) -> str:
        decision = values.get("decision")
        for key in ("assessed_on", "decided_on"):
            day = values.get(key)
            if isinstance(day, date) and day > self._today:
                return f"Tanggal {short_date(day)} belum tiba; perbaiki di berkasnya."
        if decision is None:
            return "Hasilnya tidak terbaca; catat dengan tangan."
        if ours.first is None or ours.first is decision:
            return ""
        if ours.appeal is not None:
            return "Keputusannya sudah dibanding; ubah dengan tangan."
        if ours.application in steps.AFTER_COMPETENT:
            return f"Di pelacak sudah “{steps.STATES[ours.application]}”; ubah dengan tangan."
        return ""
