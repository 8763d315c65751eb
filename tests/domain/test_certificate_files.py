"""Whose certificate a file is, by its name and by what stands in it."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from sertidesk.domain.certificate_files import Holder, Recognised, Told, Why, link_of, recognise

WAYAN = Holder("w", "5103010203900001", "I Wayan Contoh Suardana", ("41011 7122 2 00000017 2026",))
MADE = Holder("m", "5103014105920002", "Ni Made Misal")
TWIN = Holder("t", "5103011706880003", "Made Misal")
SINGLE = Holder("s", "5103011706880004", "Suardana")
EVERYONE = (WAYAN, MADE, TWIN, SINGLE)


def whose(name: str, text: str = "", *codes: str) -> Recognised:
    return recognise([Told(PurePath(name), text, codes)], EVERYONE)[0]


@pytest.mark.parametrize(
    ("name", "text", "participant", "why"),
    [
        ("5103014105920002.pdf", "", "m", Why.NAME_NIK),
        ("SKK 5103 0141 0592 0002.pdf", "", "m", Why.NAME_NIK),
        ("41011-7122-2-00000017-2026.pdf", "", "w", Why.NAME_NUMBER),
        ("e-sertifikat (3).pdf", "NIK : 5103011706880003", "t", Why.TEXT_NIK),
        ("e-sertifikat.pdf", "No. 41011 7122 2 00000017\n2026", "w", Why.TEXT_NUMBER),
        ("Sertifikat I Wayan Contoh Suardana.pdf", "", "w", Why.NAME),
        ("doc.pdf", "diberikan kepada\nNI MADE MISAL\nsebagai", "m", Why.TEXT_NAME),
        # What stands in the file is surer than a name in its name.
        ("Made Misal.pdf", "NIK 5103010203900001", "w", Why.TEXT_NIK),
    ],
)
def test_a_file_is_recognised(name: str, text: str, participant: str, why: Why) -> None:
    found = whose(name, text)
    assert (found.participant_id, found.why) == (participant, why)


def test_a_nik_in_the_qr_code_counts_as_what_stands_in_the_file() -> None:
    assert whose("x.pdf", "", "https://lsp.example/cek?nik=5103014105920002").participant_id == "m"


def test_several_are_offered_and_a_single_word_is_nobody() -> None:
    two = whose("daftar.pdf", "5103014105920002 dan 5103011706880003")
    assert two.participant_id == ""
    assert set(two.candidates) == {"m", "t"}
    assert whose("doc.pdf", "Bapak Suardana").participant_id == ""
    assert whose("doc.pdf", "tanpa siapa pun") == Recognised("", (), None)


def test_digits_within_a_longer_row_are_no_nik() -> None:
    assert whose("doc.pdf", "9951030141059200021").participant_id == ""


def test_the_link_of_the_authorities_comes_first() -> None:
    assert link_of(["tanda tangan 123"]) == ""
    assert link_of(["https://lsp.example/7", "https://siki.pu.go.id/cek/9"]) == (
        "https://siki.pu.go.id/cek/9"
    )
    assert link_of([" www.lsp.example/7 teks"]) == "www.lsp.example/7"
