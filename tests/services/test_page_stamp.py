"""Every page says at its foot what it is, who printed it and when; its code reads anywhere."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
import zxingcpp

from sertidesk.domain.page_identity import PageIdentity, decode
from sertidesk.services import activity, page_setup, participants, printing
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.page_setup import KindSetup
from sertidesk.services.store import Store


@pytest.fixture
def made(store: Store) -> Activity:
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026)
    return activity.by_code(store, activity.create(store, draft).subject or "")


def enrol(store: Store, made: Activity, count: int) -> None:
    with store.write("uji") as tx:
        people = [
            {"name": f"BUDI CONTOH {number}", "nik": f"6201011205{number:06}"}
            for number in range(1, count + 1)
        ]
        participants.enrol(tx, made.id, people)


def codes(path: Path) -> list[PageIdentity | None]:
    """Return what the code at the foot of each page says, read from the page's picture."""
    document = pdfium.PdfDocument(path)
    found = []
    for page in document:
        height = page.get_size()[1]
        picture = page.render(scale=200 / 72).to_pil().convert("L")
        foot = picture.crop((0, round(picture.height * (1 - 100 / height)), *picture.size))
        formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        [code] = zxingcpp.read_barcodes(foot, formats)
        found.append(decode(code.text))
    document.close()
    return found


@pytest.mark.parametrize("paper", ["f4", "a4"])
@pytest.mark.parametrize("kind", ["attendance", "participants", "cover-letter", "sop"])
def test_an_outsider_reads_what_each_page_is(
    store: Store, made: Activity, tmp_path: Path, kind: str, paper: str
) -> None:
    enrol(store, made, 25)
    printed = printing.write(store, made, kind, tmp_path / "a.pdf", paper=paper)
    found = codes(printed.path)
    assert len(found) == printed.pages
    assert None not in found
    documents = {one.document for one in found if one}
    assert len(documents) == 1
    assert [(one.kind, one.about, one.page, one.pages) for one in found if one] == [
        (kind, made.code, number, printed.pages) for number in range(1, printed.pages + 1)
    ]


def test_it_reads_with_the_narrowest_margins_too(
    store: Store, made: Activity, tmp_path: Path
) -> None:
    enrol(store, made, 3)
    page_setup.set_kind(store, "attendance", KindSetup(margins="8 8 8 8"))
    [code] = codes(printing.write(store, made, "attendance", tmp_path / "a.pdf").path)
    assert code is not None


def test_who_printed_it_and_when_stands_on_every_page(
    store: Store, made: Activity, tmp_path: Path
) -> None:
    enrol(store, made, 40)
    printed = printing.write(store, made, "attendance", tmp_path / "a.pdf")
    document = pdfium.PdfDocument(printed.path)
    for number, page in enumerate(document, 1):
        text = page.get_textpage().get_text_range()
        assert "Dicetak oleh Penguji, 02-03-2026 09.00" in text
        assert f"Halaman {number} dari {printed.pages}" in text
    document.close()
