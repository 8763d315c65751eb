"""An activity prepared: its letters at a glance, the gate, the letters on paper."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from sertidesk.domain.errors import UserError
from sertidesk.domain.gates import GateCode
from sertidesk.domain.letters import Direction, Kind
from sertidesk.domain.recruitment import Kind as Recipient
from sertidesk.services import (
    activity,
    board,
    exports,
    letter_papers,
    letter_series,
    letters,
    officials,
    preparation,
    printing,
    procedure,
    recruitment,
    settings,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

SERIES = {"name": "Surat keluar", "pattern": "600.1/{urut}/PUPR/{tahun}"}


@pytest.fixture
def work(store: Store) -> Activity:
    letter_series.add(store, SERIES)
    draft = ActivityDraft(
        "badung", "Uji Tukang", 2026, lsp="LSP Contoh", planned_start=store.today(),
        planned_participants=60,
    )  # fmt: skip
    return activity.by_code(store, activity.create(store, draft).subject or "")


def pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range().replace("\r", "") for page in document]
    finally:
        document.close()


def test_the_step_waits_until_the_application_is_numbered_and_sent(
    store: Store, work: Activity
) -> None:
    def told() -> str:
        found = procedure.blocks(store, work, work.procedure.step("1"))
        assert all(block.code is GateCode.APPLICATION_UNSENT for block in found)
        return " ".join(block.sentence for block in found)

    assert "belum ada" in told()
    key = preparation.draft(store, work, Kind.APPLICATION, "1").subject or ""
    assert "belum bernomor" in told()
    letters.take_number(store, key)
    assert "belum dikirim" in told()
    with pytest.raises(UserError, match="belum dikirim"):
        procedure.finish(store, work, "1")
    letters.mark_moved(store, [key])
    assert told() == ""
    assert not board.board(store, work).blocks["1"]
    letters.cancel(store, key, "Ditolak")
    assert "belum ada" in told()
    procedure.finish(store, work, "1", "Permohonan lewat SRIKANDI")


def test_a_step_that_names_no_application_waits_for_none(store: Store) -> None:
    draft = ActivityDraft("sulawesi-barat", "Uji", 2026)
    work = activity.by_code(store, activity.create(store, draft).subject or "")
    assert procedure.blocks(store, work, work.procedure.step("1")) == ()


def test_what_the_step_needs_is_told_at_a_glance(store: Store, work: Activity) -> None:
    step = work.procedure.step("1")

    def glance() -> list[tuple[Kind, bool, bool]]:
        items = preparation.items(step, letters.of_activity(store, work.id))
        return [(item.kind, item.is_asked, item.is_there) for item in items]

    assert glance() == [
        (Kind.DISPOSITION, True, False), (Kind.APPLICATION, True, False),
        (Kind.NOTICE, False, False),
    ]  # fmt: skip
    values = {"subject": "Rencana kegiatan", "instruction": "Siapkan", "number": "B/27"}
    letters.register(store, Direction.IN, values, activity_id=work.id)
    older = preparation.draft(store, work, Kind.APPLICATION).subject or ""
    letters.take_number(store, older)
    preparation.draft(store, work, Kind.APPLICATION)
    assert [there for _, _, there in glance()] == [True, False, False]
    one = preparation.application(store, work.id)
    assert one is not None and one.id == older  # a later draft does not hide the numbered one
    assert one.correspondent == "Ketua LSP Contoh"
    assert one.body.startswith("Menindaklanjuti surat nomor B/27 hal Rencana kegiatan, ")


def test_the_application_is_printed_as_it_was_written(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="Belum ada surat permohonan"):
        printing.write(store, work, "application-letter", tmp_path / "a.pdf")
    settings.put(store, {"office_place": "Mangupura"})
    officials.add(store, {"name": "Dra. Contoh", "position": "Kepala Dinas PUPR"})
    key = preparation.draft(store, work, Kind.APPLICATION).subject or ""
    text = "Dengan hormat & salam,\n\n1. satu\n2. dua\n\n" + "Alinea panjang sekali. " * 400
    letters.edit(store, [key], {"body": f"{text}\n\nTerima kasih.", "copies": "Bupati\nArsip"})
    draft = printing.write(store, work, "application-letter", tmp_path / "a.pdf", paper="a4")
    assert "........" in pages(draft.path)[0]
    letters.take_number(store, key)
    for paper in ("f4", "a4"):
        done = printing.write(store, work, "application-letter", tmp_path / "a.pdf", paper=paper)
        shown = pages(done.path)
        assert done.pages == len(shown) > 1
        for words in ("600.1/1/PUPR/2026", "Mangupura, 2 Maret 2026", "Yth. Ketua LSP Contoh",
                      "Dengan hormat & salam", "2."):  # fmt: skip
            assert words in shown[0], words
        for words in ("Terima kasih.", "Dra. Contoh", "2. Arsip"):
            assert words in shown[-1], words


def test_a_letter_without_a_text_is_not_printed(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    made = letters.register(store, Direction.OUT, {"subject": "Undangan"}, activity_id=work.id)
    with pytest.raises(UserError, match="belum ada isinya"):
        letter_papers.print_letter(store, work, made.subject or "", tmp_path / "a.pdf")


def test_recruitment_letters_are_printed_one_for_each_recipient(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="Belum ada penerima"):
        printing.write(store, work, "recruitment-letters", tmp_path / "r.pdf")
    numbered = {"name": "Kelurahan Kerobokan", "letter_number": "600.1/7/PUPR/2026",
                "letter_date": store.today()}  # fmt: skip
    recruitment.add(store, work.id, Recipient.VILLAGE, numbered)
    recruitment.add(store, work.id, Recipient.PERSON, {"name": "Wayan Contoh"})
    done = printing.write(store, work, "recruitment-letters", tmp_path / "r.pdf")
    first, second = pages(done.path)
    assert "600.1/7/PUPR/2026" in first and "Yth. Lurah Kerobokan" in first
    assert "Yth. Bapak/Ibu Wayan Contoh" in second and "Bila Saudara berminat" in second
    assert "Halaman" not in first + second


def test_the_letters_of_an_activity_are_written_as_a_book(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="Belum ada surat"):
        exports.write(store, work, "letters", tmp_path / "b.xlsx")
    preparation.draft(store, work, Kind.APPLICATION)
    assert exports.write(store, work, "letters", tmp_path / "b.xlsx").rows == 1
