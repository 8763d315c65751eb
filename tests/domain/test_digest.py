"""An SOP told to people: complete, with what is blank and what is inferred called so."""

from __future__ import annotations

import pytest

from sertidesk.domain import digest
from sertidesk.domain.procedure import (
    Duration,
    Office,
    Phase,
    PrintedDate,
    Procedure,
    Promise,
    Requirement,
    Step,
    Unit,
)

DAY = Duration("1 hari", 1, 1, Unit.DAY)
PROCEDURE = Procedure(
    code="uji",
    name="Uji",
    title="Pelayanan Uji",
    office=Office("Dinas PUPR", "Pemerintah Kab. Uji"),
    steps=(
        Step("1", "Persiapan", actors=("staf",), time=DAY, inferred=("actors", "outputs")),
        Step("2", "Uji", notes=("Waktu dicetak kosong.",)),
    ),
    requirements=(Requirement("ktp", "KTP", copies=2, mandatory=False, note="berwarna"),),
    dates=(PrintedDate("Tanggal Revisi"),),
    promise=Promise(
        Duration("3 hari", 3, 3, Unit.DAY),
        phases=(Phase("Verifikasi", time=DAY, steps=("1",), note="di kantor"),),
    ),
)


def told(procedure: Procedure) -> dict[str, list[tuple[str, str]]]:
    return {
        chapter.title: [(entry.label, entry.text) for entry in chapter.entries]
        for chapter in digest.chapters(procedure)
    }


def test_in_brief_it_tells_office_size_time_and_fee() -> None:
    assert [(entry.label, entry.text) for entry in digest.brief(PROCEDURE)] == [
        ("Instansi", "Dinas PUPR · Pemerintah Kab. Uji"),
        ("Dokumen", "tidak dicetak"),
        ("Isi", "2 langkah, 1 persyaratan"),
        ("Jangka waktu", "3 hari"),
        ("Biaya", "tidak dicetak"),
    ]


def test_blank_fields_are_called_not_printed_and_empty_chapters_are_left_out() -> None:
    chapters = told(PROCEDURE)
    assert ("Tanggal Revisi", "tidak dicetak") in chapters["Dokumen"]
    assert ("Nomor", "tidak dicetak") in chapters["Dokumen"]
    assert "Dasar hukum" not in chapters
    assert all(entries for entries in chapters.values())


def test_steps_tell_actors_time_and_notes() -> None:
    assert told(PROCEDURE)["Langkah"] == [
        ("1", "Persiapan\nstaf · waktu baku 1 hari"),
        ("2", "Uji\nwaktu tidak dicetak\nWaktu dicetak kosong."),
    ]


def test_requirements_and_phases_tell_their_particulars() -> None:
    chapters = told(PROCEDURE)
    assert chapters["Persyaratan"] == [("1", "KTP · tidak wajib · 2 rangkap · berwarna")]
    assert ("1 hari", "Verifikasi · langkah 1 · di kantor") in chapters["Jangka waktu"]


def test_what_was_inferred_is_said_in_words() -> None:
    assert told(PROCEDURE)["Yang disimpulkan, tidak dicetak"] == [
        ("Langkah 1", "pelaksana, output")
    ]


@pytest.mark.parametrize(("days", "told_so"), [(1, True), (30, False)])
def test_a_promise_that_cannot_be_kept_is_told(days: int, told_so: bool) -> None:
    steps = (Step("1", "A", time=Duration("5 hari", 5, 5, Unit.DAY)),)
    promise = Promise(Duration(f"{days} hari", days, days, Unit.DAY))
    procedure = Procedure("x", "X", "X", Office("Dinas"), steps, promise=promise)
    assert bool(digest.conflict(procedure)) is told_so
    labels = [label for label, _ in told(procedure)["Jangka waktu"]]
    assert ("Perhatian" in labels) is told_so
