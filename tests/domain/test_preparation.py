"""Letters written from an activity's data, and a text read as paragraphs and lists."""

from __future__ import annotations

from datetime import date

from sertidesk.domain import preparation as texts
from sertidesk.domain.preparation import Plan
from sertidesk.domain.recruitment import Announcement
from sertidesk.domain.recruitment import Kind as Recipient

PLAN = Plan(
    activity="Uji Tukang", year=2026, office="Dinas PUPR", participants=60,
    occupations=("Tukang Batu jenjang 2 (30 orang)",), start=date(2026, 3, 2),
)  # fmt: skip


def test_the_application_tells_the_plan_and_asks() -> None:
    written = texts.blocks(texts.application_text(PLAN))
    assert str(written[0]).startswith("Dinas PUPR akan menyelenggarakan kegiatan Uji Tukang")
    assert written[2] == (
        "Jumlah peserta: 60 (enam puluh) orang",
        "Jabatan kerja: Tukang Batu jenjang 2 (30 orang)",
        "Rencana mulai: 2 Maret 2026",
    )
    assert written[-1] == texts.CLOSING


def test_what_is_not_known_is_left_out() -> None:
    written = texts.blocks(texts.application_text(Plan("Uji Tukang", 2026)))
    assert all(isinstance(block, str) for block in written)
    assert str(written[1]).endswith("bagi peserta kegiatan ini.")


def test_a_target_is_told_with_what_is_known() -> None:
    assert texts.target({"occupation": "Mandor", "level": 3, "quota": 5}) == (
        "Mandor jenjang 3 (5 orang)"
    )
    assert texts.target({"occupation": "Mandor"}) == "Mandor"
    assert texts.target({"occupation": None, "quota": 5}) == ""


def test_a_recruitment_letter_asks_a_village_otherwise_than_a_person() -> None:
    what = Announcement("Uji Tukang", "Dinas PUPR", deadline=date(2026, 3, 5), contact="0811")
    village = texts.recruitment_text(Recipient.VILLAGE, what)
    person = texts.recruitment_text(Recipient.PERSON, what)
    assert "kepada warga yang bekerja di bidang konstruksi" in village
    assert "Bila Saudara berminat" in person
    for text in (village, person):
        assert "paling lambat tanggal 5 Maret 2026 kepada 0811." in text


def test_a_text_is_read_as_people_type_it() -> None:
    text = "Salam\nbaris dua\n\n1. satu\n 2) dua\nlanjut\n\n\n\n  \n12. belas\n600.1 bukan daftar"
    assert texts.blocks(text) == (
        "Salam\nbaris dua", ("satu", "dua"), "lanjut", ("belas",), "600.1 bukan daftar",
    )  # fmt: skip
    assert texts.blocks(" \n ") == ()
