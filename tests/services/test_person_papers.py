"""The sheet of one person: everything kept, whoever asks; refused for a NIK nobody has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from sertidesk.domain.errors import UserError
from sertidesk.services import activity, certificates, exports, participants, person_papers
from sertidesk.services.activity import ActivityDraft
from sertidesk.services.store import Store

NIK = "5103010203900001"


def begin(store: Store) -> str:
    draft = ActivityDraft("badung", "Uji Tukang", 2026)
    made = activity.by_code(store, activity.create(store, draft).subject or "")
    values = {
        "name": "Ni Made Ayu Contoh", "nik": NIK, "birth_place": "Badung", "sex": "P",
        "birth_date": date(1990, 3, 2), "address": "Jl. Contoh 1", "village": "Kapal",
        "phone": "+6281234567890", "occupation": "Tukang Cat", "level": 2,
        "education_level": "SMA",
    }  # fmt: skip
    key = participants.add(store, made.id, values).subject or ""
    certificates.save(store, made, key, {"number": "41 A", "expires_on": date(2031, 3, 2)})
    exports.write(store, made, "sipjaki", store.folder / "sipjaki.xlsx")
    return key


def read(path: Path) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


@pytest.mark.parametrize("paper", ["f4", "a4"])
def test_the_sheet_has_everything(store: Store, tmp_path: Path, paper: str) -> None:
    begin(store)
    person = person_papers.by_nik(store, "5103 0102 0390 0001")
    printed = person_papers.print_sheet(store, person, tmp_path / "data.pdf", paper=paper)
    text = read(printed.path)
    for word in (
        "DATA PRIBADI YANG DISIMPAN", "Ni Made Ayu Contoh", NIK, "Perempuan", "Jl. Contoh 1",
        "Uji Tukang", "Tukang Cat / jenjang 2", "41 A", "Berlaku", "SIPJAKI", "UU 27/2022", "SMA",
    ):  # fmt: skip
        assert word in text, word


def test_who_takes_part_in_nothing_any_more_still_has_a_sheet(store: Store, tmp_path: Path) -> None:
    key = begin(store)
    participants.remove(store, [key])
    person = person_papers.by_nik(store, NIK)
    printed = person_papers.print_sheet(store, person, tmp_path / "data.pdf")
    assert "Tidak menjadi peserta kegiatan apa pun." in read(printed.path)


def test_an_unknown_nik_is_told(store: Store) -> None:
    with pytest.raises(UserError, match="6201"):
        person_papers.by_nik(store, "6201014101900001")
