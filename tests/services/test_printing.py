"""Papers: page sizes, embedded fonts, whole rows, repeated headers, what each says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from sertidesk.domain.documents import CheckState
from sertidesk.domain.errors import UserError
from sertidesk.services import (
    activity,
    documents,
    officials,
    participants,
    printing,
    settings,
    submission,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.store import Store

LONG = "RADEN MAS ARYA WIRANATAKUSUMA SASTRODIHARDJO KUSUMANINGRAT BINTI ABDURRAHMAN"
Enrol = Callable[..., None]


@pytest.fixture
def made(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026, lsp="LSP Uji Coba")
    return activity.by_code(store, activity.create(store, draft).subject or "")


@pytest.fixture
def enrol(store: Store, made: Activity) -> Enrol:
    def add(count: int, **values: object) -> None:
        with store.write("uji") as tx:
            participants.enrol(tx, made.id, [person(n) | values for n in range(1, count + 1)])

    return add


def person(number: int) -> dict[str, object]:
    return {
        "nik": f"6201011205{number:06}",
        "name": LONG if number % 7 == 3 else f"BUDI CONTOH {number}",
        "birth_place": "Pangkalan Bun",
        "birth_date": date(1990, 5, 12),
        "sex": "LP"[number % 2],
        "phone": f"+62812{number:08}",
        "village": ("Baru", "Raja")[number % 2],
        "district": "Arut Selatan",
        "occupation": "Tukang Bangunan Gedung",
    }


def texts(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def size_in_mm(path: Path) -> tuple[int, int]:
    document = pdfium.PdfDocument(path)
    try:
        width, height = document[0].get_size()
    finally:
        document.close()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


@pytest.mark.parametrize(
    ("kind", "paper", "size"),
    [
        ("attendance", "f4", (215, 330)),
        ("attendance", "a4", (210, 297)),
        ("participants", "f4", (330, 215)),
        ("participants", "a4", (297, 210)),
        ("cover-letter", "f4", (215, 330)),
        ("clarification-letter", "a4", (210, 297)),
    ],
)
def test_paper_has_its_size(
    store: Store, made: Activity, enrol: Enrol, tmp_path: Path,
    kind: str, paper: str, size: tuple[int, int],
) -> None:  # fmt: skip
    enrol(2)
    printed = printing.write(store, made, kind, tmp_path / "a.pdf", paper=paper)
    assert size_in_mm(printed.path) == size
    assert len(texts(printed.path)) == printed.pages


@pytest.mark.parametrize("kind", [key for key, one in printing.KINDS.items() if not one.always])
def test_nothing_to_print_is_refused_and_leaves_no_file(
    store: Store, made: Activity, tmp_path: Path, kind: str
) -> None:
    with pytest.raises(UserError) as refused:
        printing.write(store, made, kind, tmp_path / "a.pdf")
    assert refused.value.code == "nothing_to_print"
    assert not list(tmp_path.glob("*.pdf"))


def test_fonts_are_embedded(store: Store, made: Activity, enrol: Enrol, tmp_path: Path) -> None:
    enrol(1)
    printed = printing.write(store, made, "attendance", tmp_path / "a.pdf")
    content = printed.path.read_bytes()
    assert content.count(b"/FontFile2") == 2
    assert b"LiberationSans-Bold" in content


def test_attendance_numbers_blank_rows_and_repeats_the_number_to_sign(
    store: Store, made: Activity, enrol: Enrol, tmp_path: Path
) -> None:
    enrol(3, title_after="S.T.")
    printed = printing.write(store, made, "attendance", tmp_path / "a.pdf")
    (page,) = texts(printed.path)
    assert "DAFTAR HADIR PESERTA" in page
    assert "BUDI CONTOH 1, S.T." in page
    assert "DESA/KELURAHAN" in page
    assert "10." in page
    assert "11." not in page
    assert "Panitia Penyelenggara" in page
    assert "Halaman 1 dari 1" in page


def test_attendance_by_organisation_where_that_is_what_is_known(
    store: Store, made: Activity, enrol: Enrol, tmp_path: Path
) -> None:
    enrol(2, village=None, association="Asosiasi Contoh")
    (page,) = texts(printing.write(store, made, "attendance", tmp_path / "a.pdf").path)
    assert "ORGANISASI/INSTANSI" in page
    assert "Asosiasi Contoh" in page


def test_long_list_repeats_its_header_and_loses_nobody(
    store: Store, made: Activity, enrol: Enrol, tmp_path: Path
) -> None:
    enrol(120)
    printed = printing.write(store, made, "participants", tmp_path / "a.pdf")
    pages = texts(printed.path)
    assert printed.pages == len(pages) > 3
    whole = "\n".join(pages)
    assert all(f"6201011205{number:06}" in whole for number in range(1, 121))
    assert f"Halaman 2 dari {len(pages)}" in pages[1]
    with_rows = [page for page in pages if "6201011205" in page]
    assert all("TEMPAT, TANGGAL LAHIR" in page for page in with_rows)
    assert "Jumlah: 120 orang (laki-laki 60, perempuan 60)." in whole


def test_receipts_stand_two_on_a_sheet_and_tell_what_came(
    store: Store, made: Activity, enrol: Enrol, tmp_path: Path
) -> None:
    enrol(5)
    rows = documents.rows(store, made)
    documents.set_state(store, made, [(row.participant_id, "ktp") for row in rows[:3]],
                        CheckState.VALID)  # fmt: skip
    documents.set_state(store, made, [(rows[0].participant_id, "ijazah")], CheckState.NEEDS_FIX,
                        "tidak terbaca")  # fmt: skip
    printed = printing.write(store, made, "document-receipts", tmp_path / "a.pdf")
    pages = texts(printed.path)
    assert len(pages) == 2  # three receipts
    assert pages[0].count("TANDA TERIMA BERKAS") == 2
    assert "Perbaiki: tidak terbaca" in pages[0]
    assert "BUDI CONTOH 4" not in "".join(pages)


def test_cover_letter_counts_whom_the_last_submission_held(
    store: Store, made: Activity, enrol: Enrol, tmp_path: Path
) -> None:
    enrol(12)
    submission.send(store, made, tmp_path / "rekap.xlsx")
    with store.write("uji") as tx:
        participants.enrol(tx, made.id, [person(99)])
    letter, annex = texts(printing.write(store, made, "cover-letter", tmp_path / "a.pdf").path)
    assert "12 (dua belas) orang" in letter
    assert "LSP Uji Coba" in letter
    assert "rekap.xlsx" in letter
    assert "Arut Selatan" in annex


def test_letter_carries_the_offices_head_and_signer(
    store: Store, made: Activity, enrol: Enrol, tmp_path: Path
) -> None:
    enrol(1)
    settings.put(
        store,
        {"office_name": "Dinas Contoh", "office_phone": "0532-123", "office_place": "Kota Contoh"},
    )
    officials.add(
        store,
        {"name": "Dra. CONTOH PEJABAT", "position": "Kepala Dinas", "nip": "197001011995032001"},
    )
    (page,) = texts(printing.write(store, made, "clarification-letter", tmp_path / "a.pdf").path)
    for told in ("DINAS CONTOH", "Telepon 0532-123", "Kota Contoh, 2 Maret 2026",
                 "Dra. CONTOH PEJABAT", "NIP. 19700101 199503 2 001",
                 "Undang-Undang Nomor 27 Tahun 2022", "Halaman"):  # fmt: skip
        assert (told in page) is (told != "Halaman")
    assert page.count("2 Maret 2026") == 1


def test_paper_is_the_offices_own_unless_asked_otherwise(
    store: Store, made: Activity, enrol: Enrol, tmp_path: Path
) -> None:
    enrol(1)
    out = tmp_path / "a.pdf"
    assert size_in_mm(printing.write(store, made, "attendance", out).path) == (215, 330)
    settings.put(store, {"paper": "a4"})
    assert size_in_mm(printing.write(store, made, "attendance", out).path) == (210, 297)
    printed = printing.write(store, made, "attendance", out, paper="f4")
    assert size_in_mm(printed.path) == (215, 330)


def test_markup_in_a_name_is_printed_as_it_is(store: Store, made: Activity, tmp_path: Path) -> None:
    name = "<b>ANI & BUDI</b> " * 4
    participants.add(store, made.id, {"nik": "6201015205900001", "name": name.strip()})
    (page,) = texts(printing.write(store, made, "attendance", tmp_path / "a.pdf").path)
    assert "<b>ANI & BUDI</b>" in page


def test_a_cell_without_end_still_fits_its_page(
    store: Store, made: Activity, tmp_path: Path
) -> None:
    endless = {"nik": "6201015205900001", "name": "X" * 4000, "address": "Jl. Contoh " * 900}
    participants.add(store, made.id, endless)
    for kind in ("attendance", "participants"):
        assert printing.write(store, made, kind, tmp_path / f"{kind}.pdf").pages <= 2
