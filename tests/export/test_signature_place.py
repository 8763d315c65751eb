"""No signature block stands alone: the end of its table is on the same page, whatever the rows."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from sertidesk.export.pdf.decision import DecisionPaper, write_decision
from sertidesk.export.pdf.official_record import Assessed, RecordPaper, write_records
from sertidesk.export.pdf.page import Setup, write
from sertidesk.export.pdf.parts import (
    Letterhead,
    PaperColumn,
    Signer,
    signatures,
    table,
    titles,
)
from sertidesk.export.pdf.sheet import A4, F4, Sheet

COLUMNS = (PaperColumn("NO", 1), PaperColumn("NAMA", 3))
LONG = "RADEN MAS ARYA WIRANATAKUSUMA SASTRODIHARDJO KUSUMANINGRAT BINTI ABDURRAHMAN"


def pages(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


@pytest.mark.parametrize("paper", [F4, A4], ids=["f4", "a4"])
@pytest.mark.parametrize("is_landscape", [False, True], ids=["standing", "lying"])
def test_the_last_rows_are_on_the_page_that_is_signed(
    tmp_path: Path, paper: Sheet, is_landscape: bool
) -> None:
    for count in range(28):
        setup = Setup("Uji", paper, is_landscape)
        rows = [(f"{number}.", LONG) for number in range(1, count + 1)]
        story = [
            *titles("Daftar uji"),
            table(setup.width, COLUMNS, rows, row_height=30),
            signatures(setup, Signer("Kota Contoh", "Kepala Dinas,", "Ir. Contoh")),
        ]
        written = pages(write(setup, story, tmp_path / "a.pdf").path)
        assert "Kepala Dinas" in written[-1]
        assert "NAMA" in written[-1]
        said = "\n".join(written)
        assert all(f"{number}." in said for number in range(1, count + 1))
        if count:
            assert f"{count}." in written[-1]


@pytest.mark.parametrize("count", range(20, 75, 3))
def test_the_annex_of_a_decision_is_signed_below_names(tmp_path: Path, count: int) -> None:
    rows = tuple((f"PESERTA {number}", "", LONG, "Kuta") for number in range(1, count + 1))
    one = DecisionPaper(
        "Kepala Dinas", "1", "Penetapan", ("a",), ("b",), ("c",),
        Signer("Kota Contoh", "Kepala Dinas,", "Ir. Contoh"), "1 Desember 2026", rows,
    )  # fmt: skip
    written = pages(write_decision(tmp_path / "a.pdf", Letterhead(), one).path)
    assert "Ir. Contoh" in written[-1]
    assert f"PESERTA {count}" in written[-1]


@pytest.mark.parametrize("count", range(10, 70, 3))
def test_an_official_record_is_signed_below_names(tmp_path: Path, count: int) -> None:
    rows = tuple(
        Assessed(f"PESERTA {number}", "Kuta", "K", "Belum mampu membaca gambar kerja")
        for number in range(1, count + 1)
    )
    signers = tuple(Signer("", "Asesor,", f"ASESOR {number}") for number in range(5))
    one = RecordPaper("1", "Pada hari ini", (), (), rows, "Dari semua", "Demikian", signers)
    written = pages(write_records(tmp_path / "a.pdf", Letterhead(), [one]).path)
    assert "ASESOR 4" in written[-1]
    assert f"PESERTA {count}" in written[-1]
