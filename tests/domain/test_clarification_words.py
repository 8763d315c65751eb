"""The registry's vocabulary: every way of saying it, negatives first, codes and percentages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sertidesk.domain import clarification_words as words
from sertidesk.domain.clarification import Reply, Status

TODAY = date(2026, 11, 21)

SAID = {
    Status.MATCHED: "Sesuai|PADAN|cocok|valid|OK|ok.|Sesuai (100)|SESUAI ( 92 % )|100%|✓"
    "|Data sesuai|tidak ada perbedaan|tidak ditemukan perbedaan|Tidak bermasalah|match|dataPadan",
    Status.DIFFERENT: "tidak padan|TIDAK SESUAI|TidakSesuai|tidak-sesuai|tdk sesuai|Nama beda"
    "|tgl lahir beda|perlu perbaikan|Sesuai (85)|45%|kurang sesuai|nama tidak valid|NIK salah"
    "|belum padan|T I D A K  S E S U A I|ditemukan, nama tidak sesuai",
    Status.NOT_FOUND: "tidak ditemukan|TIDAK DITEMUKAN|tdk ada|NIK tidak terdaftar"
    "|NIK tidak valid|null|NULL|data tidak dapat ditemukan|tidak di temukan|13|15|13.0|Kode 13"
    "|13 - data tidak ditemukan|NIK tidak sesuai format Dukcapil|tidakditemukan|bukan ditemukan"
    "|blm terdaftar|Tidak Ada",
    Status.DECEASED: "meninggal|MENINGGAL DUNIA|wafat|Almarhum|almarhumah|11"
    "|11 (data ditemukan, status meninggal)|akta kematian|sesuai, sudah meninggal",
    Status.MOVED: "pindah|Pindah keluar|pindah datang|PINDAH DOMISILI|ditemukan, sudah pindah",
    Status.DUPLICATE: "ganda|Data ganda|duplikat|NIK GANDA|12",
    Status.INACTIVE: "non aktif|nonaktif|NON-AKTIF|Non_Aktif|diblokir|tidak aktif|14",
    Status.NOT_RECORDED: "belum rekam|Belum perekaman KTP-el|BLM REKAM|belum melakukan perekaman"
    "|belum ktp-el",
    Status.UNCLEAR: "lihat lampiran|tidak ganda|belum meninggal|tidak diblokir|menyusul"
    "|sedang dicek",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status"),
    [(text, status) for status, texts in SAID.items() for text in texts.split("|")],
)
def test_a_text_has_its_status(text: str, status: Status) -> None:
    assert words.read(text, "", {}).status is status


@pytest.mark.parametrize("text", ["", " ", "-", "—", "..", "?", "N/A"])
def test_an_empty_cell_is_no_answer(text: str) -> None:
    assert words.read(text, "", {}) == Reply(None)


@pytest.mark.parametrize("text", ["ditemukan", "DATA DITEMUKAN", "ada", "terdaftar", "Aktif"])
def test_found_says_only_that_the_nik_exists(text: str) -> None:
    assert words.read(text, "", {}) == Reply(Status.MATCHED, exists_only=True)


@pytest.mark.parametrize(
    ("result", "remark", "status"),
    [
        ("SESUAI", "meninggal tahun 2021", Status.DECEASED),
        ("SESUAI", "nama beda ejaan", Status.DIFFERENT),
        ("SESUAI", "sudah dicek petugas", Status.MATCHED),
        ("TIDAK SESUAI", "data ganda", Status.DUPLICATE),
        ("TIDAK SESUAI", "sesuai KK", Status.DIFFERENT),
        ("TIDAK DITEMUKAN", "sudah pindah", Status.NOT_FOUND),
        ("", "belum rekam", Status.NOT_RECORDED),
        ("lihat kolom sebelah", "NIK tidak terdaftar", Status.NOT_FOUND),
        ("AKTIF", "TIDAK SESUAI", Status.DIFFERENT),
        ("SESUAI", "tidak ada catatan", Status.MATCHED),
        ("SESUAI", "null", Status.MATCHED),
    ],
)
def test_the_remark_speaks_where_it_is_graver_or_alone(
    result: str, remark: str, status: Status
) -> None:
    assert words.read(result, remark, {}).status is status


def test_an_unknown_word_is_named_and_once_explained_understood() -> None:
    asked = words.read("Menyusul!", "", {})
    assert (asked.status, asked.unknown) == (Status.UNCLEAR, "menyusul")
    learnt = {asked.unknown: Status.NOT_FOUND}
    assert words.read("MENYUSUL", "", learnt).status is Status.NOT_FOUND


def test_what_the_office_explained_goes_before_what_we_know() -> None:
    learnt = {words.fold("ditemukan"): Status.MATCHED}
    assert words.read("Ditemukan", "", learnt) == Reply(Status.MATCHED)


@given(
    st.sampled_from(["tidak", "tdk", "bukan", "belum", "blm"]),
    st.sampled_from(["sesuai", "padan", "cocok", "valid", "ditemukan", "ada", "terdaftar"]),
    st.sampled_from([" ", "  ", "-", "_", ". "]),
    st.sampled_from([str.upper, str.lower, str.title]),
)
def test_a_negative_never_reads_as_matched(
    no: str, word: str, gap: str, case: Callable[[str], str]
) -> None:
    text = case(f"{no}{gap}{word}")
    assert words.read(text, "", {}).status in (Status.DIFFERENT, Status.NOT_FOUND)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_read(result: str, remark: str) -> None:
    reply = words.read(result, remark, {})
    assert bool(reply.unknown) == (reply.status is Status.UNCLEAR)


@pytest.mark.parametrize(
    ("cell", "verdict"),
    [
        ("Sesuai", True),
        ("Sesuai (100)", True),
        ("SESUAI (95)", True),
        ("Sesuai (60)", False),
        ("Tidak Sesuai", False),
        ("BUDI SANTOSO", None),
        ("12-05-1990", None),
        ("", None),
    ],
)
def test_a_field_may_hold_a_verdict_instead_of_a_value(cell: str, verdict: bool | None) -> None:
    assert words.verdict(cell) is verdict


@pytest.mark.parametrize(
    ("remark", "told"),
    [
        ("Nama seharusnya BUDI SANTOSO", {"name": "BUDI SANTOSO"}),
        ("nama di KTP: Budi Santoso, tgl lahir 13-05-1990",
         {"name": "Budi Santoso", "birth_date": "1990-05-13"}),
        ("seharusnya BUDI SANTOSO", {"name": "BUDI SANTOSO"}),
        ("NIK yang benar 6201 0212 0590 0001", {"nik": "6201021205900001"}),
        ("nama beda gelar", {}),
        ("seharusnya datang sendiri ke kantor", {}),
        ("nama: lihat KK", {}),
        ("sudah pindah 12-05-2020", {}),
    ],
)  # fmt: skip
def test_a_remark_may_carry_the_right_value(remark: str, told: dict[str, str]) -> None:
    assert words.corrections(remark, name="Budi Santosa", today=TODAY) == told
