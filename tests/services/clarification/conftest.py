"""An activity with five participants, and the registry that fills their recap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sertidesk.services import activity as activities
from sertidesk.services import clarification, participants
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.participant_lists import ParticipantQuery, records
from sertidesk.services.store import Store

PEOPLE = (
    ("6201021205900001", "Budi Santosa", "Pangkalan Bun", date(1990, 5, 12), "L", "Jl. Melati"),
    ("6201024107950002", "Siti Aminah", "Sampit", date(1995, 7, 1), "P", "Jl. Mawar 2"),
    ("6201020303880003", "Agus Wijaya", "Kumai", date(1988, 3, 3), "L", "Jl. Anggrek"),
    ("6201021010920004", "Rahmat Hidayat", "Sukamara", date(1992, 10, 10), "L", "Jl. Kenanga"),
    ("6201025506900005", "Dewi Lestari", "Kumai", date(1990, 6, 15), "P", "Jl. Dahlia"),
)


class Kit:
    """What the tests of clarification look at and fill in."""

    niks = tuple(nik for nik, *_ in PEOPLE)
    all_matched: Mapping[str, Mapping[str, object]] = {nik: {"HASIL": "SESUAI"} for nik in niks}

    def __init__(self, store: Store, activity: Activity, folder: Path) -> None:
        self.store, self.activity, self.folder = store, activity, folder
        self.recap = folder / "rekap.xlsx"

    def people(self) -> dict[str, dict[str, Any]]:
        """Return the participants by name."""
        rows = records(self.store, ParticipantQuery(self.activity.id))
        return {row["name"]: row for row in rows}

    def states(self) -> list[str]:
        """Return everyone's state, in the order of the list."""
        rows = records(self.store, ParticipantQuery(self.activity.id))
        return [row["clarification"] for row in rows]

    def item_of(self, name: str) -> str:
        """Return the key of somebody's newest item."""
        found = clarification.lines(self.store, self.activity, {})
        return next(line.item_id for line in found if line.name == name)

    def table(self, path: Path | None = None) -> tuple[int, list[str], list[list[Any]]]:
        """Return the header's row number, the header, and the rows below it, of a recap."""
        sheet = openpyxl.load_workbook(path or self.recap)["Rekap"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        top = next(n for n, row in enumerate(rows) if "NIK" in row)
        return top + 1, [str(cell) for cell in rows[top]], rows[top + 1 :]

    def fill(self, answers: Mapping[str, Mapping[str, object]]) -> Path:
        """Fill the recap as the registry does: for each NIK new values by column header."""
        book = openpyxl.load_workbook(self.recap)
        sheet = book["Rekap"]
        top, header, _ = self.table()
        for number in range(top + 1, sheet.max_row + 1):
            nik = sheet.cell(number, header.index("NIK") + 1).value
            for column, value in answers.get(str(nik), {}).items():
                sheet.cell(number, header.index(column) + 1).value = value
        target = self.folder / "jawaban.xlsx"
        book.save(target)
        return target

    def sheet(self, name: str, *rows: Sequence[object]) -> Path:
        """Write an answer in a layout of its own."""
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
        book.save(self.folder / name)
        return self.folder / name


@pytest.fixture
def activity(store: Store) -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name="Pelatihan Tukang", year=2026)
    made = activities.by_code(store, str(activities.create(store, draft).subject))
    for nik, name, place, born, sex, address in PEOPLE:
        values = {"nik": nik, "name": name, "birth_place": place, "birth_date": born,
                  "sex": sex, "address": address, "village": "Sidorejo"}  # fmt: skip
        participants.add(store, made.id, values)
    return made


@pytest.fixture
def kit(store: Store, activity: Activity, tmp_path: Path) -> Kit:
    return Kit(store, activity, tmp_path)


@pytest.fixture
def recap(kit: Kit) -> Path:
    """Give the recap of a first round that was sent."""
    clarification.export_recap(kit.store, kit.activity, kit.recap)
    return kit.recap
