"""What is written of attendance: lists by session and day, cards whose code is read back, Excel."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image

from sertidesk.domain import cards
from sertidesk.domain.attendance import Role, State
from sertidesk.domain.errors import UserError
from sertidesk.services import (
    activity,
    assessors,
    attendance,
    attendance_marks,
    attendance_scans,
    attendance_team,
    exports,
    participants,
    printing,
    schedule_edits,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
LONG = "RADEN MAS ARYA WIRANATAKUSUMA SASTRODIHARDJO KUSUMANINGRAT BINTI ABDURRAHMAN"


@pytest.fixture
def work(store: Store) -> Activity:
    draft = ActivityDraft("badung", "Uji Tukang", 2026, lsp="LSP Uji Coba", test_centre="TUK Bali")
    return activity.by_code(store, activity.create(store, draft).subject or "")


def enrol(store: Store, work: Activity, count: int) -> list[str]:
    rows = [
        {
            "name": LONG if number % 7 == 3 else f"CONTOH {number}",
            "nik": f"{5103010203900000 + number}",
            "village": "Kapal",
            "occupation": "Pelaksana Lapangan Pekerjaan Jalan",
        }
        for number in range(1, count + 1)
    ]
    with store.write("uji") as tx:
        return participants.enrol(tx, work.id, rows)


def session(store: Store, work: Activity, day: date, hour: int, ids: list[str]) -> str:
    values = {
        "date": day,
        "starts": f"{hour:02}:00",
        "ends": f"{hour + 2:02}:00",
        "room": "Ruang 1",
    }
    key = schedule_edits.add(store, work, values).subject or ""
    schedule_edits.seat(store, key, ids, move=False)
    return key


def texts(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def codes(path: Path) -> list[str]:
    """Return what the QR codes of all pages say, as a camera would see them."""
    document = pdfium.PdfDocument(path)
    try:
        pages = [page.render(scale=3).to_pil() for page in document]
    finally:
        document.close()
    return [found.text for page in pages for found in zxingcpp.read_barcodes(page)]


def test_each_session_has_a_list_of_its_own(store: Store, work: Activity, tmp_path: Path) -> None:
    ids = enrol(store, work, 5)
    first = session(store, work, MONDAY, 8, ids[:2])
    session(store, work, TUESDAY, 13, ids[2:])
    attendance_marks.add_visitor(store, work, first, "Putu Tamu")
    out = tmp_path / "hadir.pdf"
    assert printing.write(store, work, "attendance", out, paper="f4").pages == 2
    one, two = texts(out)
    for told in ("Senin, 2 Maret 2026", "08.00–10.00 WIB", "Ruang 1", "CONTOH 1", "Putu Tamu"):
        assert told in one
    assert one.count("2 Maret 2026") == 2  # it is signed on the day it is for
    assert "CONTOH 4" not in one and "CONTOH 4" in two and "Selasa, 3 Maret 2026" in two
    assert "Jumlah peserta\r\n:\r\n3 orang" in one or "3 orang" in one


@pytest.mark.parametrize("paper", ["f4", "a4"])
def test_a_long_list_repeats_its_header_and_keeps_the_signature_with_rows(
    store: Store, work: Activity, tmp_path: Path, paper: str
) -> None:
    session(store, work, MONDAY, 8, enrol(store, work, 120))
    out = tmp_path / "hadir.pdf"
    printing.write(store, work, "attendance", out, paper=paper)
    pages = texts(out)
    assert len(pages) > 5
    assert all("TANDA TANGAN" in page for page in pages[:-1])
    assert "Panitia Penyelenggara" in pages[-1]


def test_those_at_work_have_a_list_for_each_day(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    out = tmp_path / "tim.pdf"
    with pytest.raises(UserError) as refused:
        printing.write(store, work, "assessor-attendance", out)
    assert refused.value.code == "nothing_to_print"
    key = assessors.add(store, {"name": "Ir. Gede Asesor", "phone": "081234567890"}).subject
    made = session(store, work, MONDAY, 8, enrol(store, work, 1))
    schedule_edits.edit(store, [made], {"assessor_id": key})
    session(store, work, TUESDAY, 8, [])
    values = {"name": "Ketut Panitia", "position": "Penanggung Jawab"}
    attendance_team.add(store, work, Role.COMMITTEE, values)
    printing.write(store, work, "assessor-attendance", out)
    monday, tuesday = texts(out)
    for told in ("JABATAN DALAM TIM", "NOMOR HP", "Ketut Panitia", "Ir. Gede Asesor"):
        assert told in monday
    assert monday.count("2 Maret 2026") == 2 and tuesday.count("3 Maret 2026") == 2
    assert "081234567890" in monday and "Direktur LSP Uji Coba" in monday
    assert "Ir. Gede Asesor" not in tuesday and "Penanggung Jawab" in tuesday


@pytest.mark.parametrize("paper", ["f4", "a4"])
def test_a_card_is_read_from_the_paper_and_names_its_participant(
    store: Store, work: Activity, tmp_path: Path, paper: str
) -> None:
    ids = enrol(store, work, 11)
    session(store, work, MONDAY, 8, ids[:1])
    out = tmp_path / "kartu.pdf"
    assert printing.write(store, work, "cards", out, paper=paper).pages == 2
    found = codes(out)
    assert sorted(found) == sorted(cards.card_text(work.code, number) for number in range(1, 12))
    first, second = texts(out)
    for told in ("CONTOH 1", "2026-001-001", "Senin, 2 Maret 2026, 08.00–10.00 WIB", "Ruang 1"):
        assert told in first
    assert "2026-001-011" in second and "TUK Bali" in second
    key = attendance.load(store, work)[0].key
    assert attendance_scans.scan(store, work, key, found[0]).name.startswith(("CONTOH", "RADEN"))


def test_a_card_has_the_portrait_and_bears_a_broken_one(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    ids = enrol(store, work, 2)
    held = BytesIO()
    Image.new("RGB", (600, 800), (10, 120, 200)).save(held, "JPEG")
    participants.save(store, ids[0], {"photo_sha256": store.attachments.put(held.getvalue())})
    participants.save(store, ids[1], {"photo_sha256": store.attachments.put(b"no picture")})
    out = tmp_path / "kartu.pdf"
    printing.write(store, work, "cards", out)
    document = pdfium.PdfDocument(out)
    colours = document[0].render(scale=1).to_pil().convert("RGB").getcolors(100_000)
    document.close()
    blue = sum(count for count, colour in colours or () if colour[2] > 150 > 60 > colour[0])
    assert 2000 < blue < 5000, "about 18 × 24 mm of one portrait"


def test_cards_need_participants(store: Store, work: Activity, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        printing.write(store, work, "cards", tmp_path / "kartu.pdf")
    assert refused.value.code == "nothing_to_print"


def test_the_workbook_has_states_times_totals_team_and_scans(
    store: Store, work: Activity, tmp_path: Path
) -> None:
    out = tmp_path / "hadir.xlsx"
    with pytest.raises(UserError) as refused:
        exports.write(store, work, "attendance", out)
    assert refused.value.code == "nothing_to_export"
    ids = enrol(store, work, 4)
    key = session(store, work, MONDAY, 9, ids[:3])
    attendance_scans.scan(store, work, key, "1")
    attendance_scans.scan(store, work, key, "???")
    attendance_marks.mark(store, work, key, ids[1:2], State.SICK)
    attendance_team.add(store, work, Role.COMMITTEE, {"name": "Ketut Panitia"})
    assert exports.write(store, work, "attendance", out).rows == 4
    book = openpyxl.load_workbook(out)
    sheets = {
        sheet.title: [[cell for cell in row if cell is not None] for row in sheet.values]
        for sheet in book
    }
    people = [row for row in sheets["Peserta"] if "5103010203900001" in row]
    assert people and {"Hadir", "09.00", "Dipindai", "2026-001-001"} <= set(people[0])
    assert "belum dijadwalkan" in sheets["Peserta"][-1]
    (roll,) = [row for row in sheets["Jumlah per sesi"] if "09.00" in row]
    assert roll[-2:] == [1, 1], "who came, who did not"
    assert any("Ketut Panitia" in row for row in sheets["Asesor dan panitia"])
    assert [row[3] for row in sheets["Pindaian"] if row and row[0] in (1, 2)] == [
        "Tercatat", "Tidak dikenal",
    ]  # fmt: skip
