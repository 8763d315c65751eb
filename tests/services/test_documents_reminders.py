"""Reminders: who lacks what per village, as texts and as a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sertidesk.domain.documents import CheckState
from sertidesk.domain.errors import UserError
from sertidesk.services import activity as activities
from sertidesk.services import documents, participants, reminders, settings
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

NIKS = {"Budi": "6201010101900001", "Siti": "6201014101900002", "Made": "6201010101900003"}


@pytest.fixture
def kobar(store: Store) -> Activity:
    draft = ActivityDraft(sop_code="kotawaringin-barat", name="Pelatihan Tukang", year=2026)
    activity = activities.by_code(store, str(activities.create(store, draft).subject))
    for (name, nik), village in zip(NIKS.items(), ("Raja", "Mendawai", "mendawai"), strict=True):
        values = {"name": name, "nik": nik, "village": village, "phone": "+6281234567890"}
        participants.add(store, activity.id, values)
    return activity


def _close(store: Store, activity: Activity, *names: str) -> None:
    cells = [
        (row.participant_id, item.key)
        for row in documents.rows(store, activity)
        for item in activity.procedure.requirements
        if row.name in names
    ]
    documents.set_state(store, activity, cells, CheckState.VALID)


def _fix(store: Store, activity: Activity, name: str, note: str) -> None:
    key = next(r.participant_id for r in documents.rows(store, activity) if r.name == name)
    documents.set_state(store, activity, [(key, "pas-foto")], CheckState.NEEDS_FIX, note)


def test_villages_are_taken_together_whatever_their_case(store: Store, kobar: Activity) -> None:
    found = {
        item.village: [p.name for p in item.people] for item in reminders.listing(store, kobar)
    }
    assert found == {"Mendawai": ["Siti", "Made"], "Raja": ["Budi"]}


def test_who_is_complete_is_not_reminded(store: Store, kobar: Activity) -> None:
    _close(store, kobar, "Budi", "Made")
    texts = reminders.texts(store, kobar)
    assert list(texts) == ["Mendawai"]
    assert "Siti" in texts["Mendawai"]
    assert "Made" not in texts["Mendawai"]


def test_the_text_tells_note_deadline_and_contact_but_no_nik(store: Store, kobar: Activity) -> None:
    settings.put(store, {"office_name": "Dinas PUPR", "office_phone": "0532 21034"})
    _close(store, kobar, "Budi")
    _fix(store, kobar, "Budi", "latar harus polos")
    text = reminders.texts(store, kobar, date(2026, 11, 27))["Raja"]
    assert "Pas foto formal 3 × 4: perbaiki – latar harus polos" in text
    assert "Jumat, 27 November 2026" in text
    assert "Pertanyaan: Dinas PUPR 0532 21034." in text
    assert NIKS["Budi"] not in text
    assert "Surat Permohonan" not in text


def test_who_has_no_village_is_reminded_last(store: Store, kobar: Activity) -> None:
    participants.add(store, kobar.id, {"name": "Agus", "nik": "6201010101900009"})
    *_, last = reminders.texts(store, kobar).items()
    assert last[0] == reminders.NO_VILLAGE
    assert last[1].startswith("Yth. Bapak/Ibu,")


def test_the_workbook_has_a_sheet_for_each_village(
    store: Store, kobar: Activity, tmp_path: Path
) -> None:
    _fix(store, kobar, "Siti", "buram")
    written = reminders.write_workbook(store, kobar, tmp_path / "pengingat.xlsx")
    assert written.rows == 3
    book = load_workbook(tmp_path / "pengingat.xlsx")
    assert book.sheetnames == ["Ringkasan", "Mendawai", "Raja"]
    cells = [cell.value for row in book["Mendawai"] for cell in row]
    assert NIKS["Siti"] in cells  # as text, whole
    assert "Perbaiki: buram" in cells
    assert "Belum ada" in cells


def test_nobody_lacking_means_no_workbook(store: Store, kobar: Activity, tmp_path: Path) -> None:
    _close(store, kobar, *NIKS)
    assert reminders.texts(store, kobar) == {}
    with pytest.raises(UserError) as caught:
        reminders.write_workbook(store, kobar, tmp_path / "pengingat.xlsx")
    assert caught.value.code == "nothing_to_export"
    assert not (tmp_path / "pengingat.xlsx").exists()
