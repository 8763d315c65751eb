"""Letterheads: texts with the office's behind them, an emblem kept by content, chosen by kind."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from sertidesk.domain.errors import UserError
from sertidesk.services import (
    activity,
    history,
    letterheads,
    page_setup,
    participants,
    printing,
    settings,
)
from sertidesk.services.activity import Activity, ActivityDraft
from sertidesk.services.page_setup import KindSetup
from sertidesk.services.store import Store

MM = 72 / 25.4


@pytest.fixture
def made(store: Store) -> Activity:
    settings.put(store, {"office_name": "Dinas Contoh", "office_phone": "0532-21021"})
    draft = ActivityDraft("kotawaringin-barat", "Uji Tukang", 2026)
    one = activity.by_code(store, activity.create(store, draft).subject or "")
    participants.add(store, one.id, {"name": "Sari Contoh", "nik": "6201014101900001"})
    return one


@pytest.fixture
def emblem(tmp_path: Path) -> Path:
    path = tmp_path / "lambang.png"
    Image.new("RGBA", (900, 1200), (0, 90, 40, 255)).save(path)
    return path


def first_page(path: Path) -> tuple[str, int, float]:
    """Return the text, the pictures higher than 15 mm, and where the title begins, in mm."""
    document = pdfium.PdfDocument(path)
    page = document[0]
    words = page.get_textpage()
    found = words.search("DAFTAR")
    start = found.get_next()
    top = page.get_size()[1] - words.get_charbox(start[0])[3] if start else 0
    pictures = [one for one in page.get_objects() if one.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE]
    high = sum(one.get_bounds()[3] - one.get_bounds()[1] > 15 * MM for one in pictures)
    text = words.get_text_range()
    document.close()
    return text, high, top / MM


def test_the_first_letterhead_leads_every_paper_and_the_office_fills_its_gaps(
    store: Store, made: Activity, emblem: Path, tmp_path: Path
) -> None:
    letterheads.add(
        store, {"name": "Sekretariat", "address": "Jalan Baru 1", "emblem": str(emblem)}
    )
    for kind in ("attendance", "participants", "cover-letter", "clarification-letter"):
        text, pictures, _ = first_page(printing.write(store, made, kind, tmp_path / "a.pdf").path)
        assert pictures == 1
        for words in ("DINAS CONTOH", "Jalan Baru 1", "Telepon 0532-21021"):
            assert words in text


def test_a_kind_has_a_letterhead_of_its_own(store: Store, made: Activity, tmp_path: Path) -> None:
    letterheads.add(store, {"name": "Sekretariat", "office": "Sekretariat Dinas"})
    bidang = letterheads.add(store, {"name": "Bidang", "office": "Bidang Jasa Konstruksi"})
    page_setup.set_kind(store, "attendance", KindSetup(letterhead=bidang.subject or ""))
    text, _, _ = first_page(printing.write(store, made, "attendance", tmp_path / "a.pdf").path)
    assert "BIDANG JASA KONSTRUKSI" in text
    text, _, _ = first_page(printing.write(store, made, "participants", tmp_path / "a.pdf").path)
    assert "SEKRETARIAT DINAS" in text
    letterheads.remove(store, [bidang.subject or ""])
    text, _, _ = first_page(printing.write(store, made, "attendance", tmp_path / "a.pdf").path)
    assert "SEKRETARIAT DINAS" in text


def test_paper_that_carries_one_gets_its_room(store: Store, made: Activity, tmp_path: Path) -> None:
    page_setup.set_kind(store, "attendance", KindSetup(letterhead=page_setup.PREPRINTED))
    text, _, top = first_page(printing.write(store, made, "attendance", tmp_path / "a.pdf").path)
    assert "DINAS CONTOH" not in text
    assert top >= 15 + 38


def test_an_emblem_is_kept_by_content_until_it_is_taken_out(store: Store, emblem: Path) -> None:
    key = letterheads.add(store, {"name": "Sekretariat", "emblem": str(emblem)}).subject or ""
    [one] = letterheads.listing(store)
    assert store.attachments.path_of(one.emblem).exists()
    letterheads.change(store, key, {"name": "Sekretariat", "emblem": letterheads.KEPT})
    assert letterheads.listing(store)[0].emblem == one.emblem
    changes = letterheads.change(store, key, {"name": "Sekretariat", "emblem": ""})
    assert letterheads.listing(store)[0].emblem == ""
    history.undo(store, changes.change_set or "")
    assert letterheads.listing(store)[0].emblem == one.emblem


def test_what_cannot_be_used_is_refused_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    broken = tmp_path / "lambang.png"
    broken.write_bytes(b"no picture")
    for values, code in (
        ({"name": " "}, "letterhead_without_name"),
        ({"name": "A", "email": "dinas"}, "letterhead_email"),
        ({"name": "A", "emblem": str(broken)}, "emblem_unreadable"),
        ({"name": "A", "emblem": str(tmp_path / "tiada.png")}, "emblem_unreadable"),
    ):
        with pytest.raises(UserError) as refused:
            letterheads.add(store, values)
        assert refused.value.code == code
    assert letterheads.listing(store) == []
    assert list(store.attachments.digests()) == []


def test_a_lost_emblem_stops_no_paper(
    store: Store, made: Activity, emblem: Path, tmp_path: Path
) -> None:
    letterheads.add(store, {"name": "Sekretariat", "emblem": str(emblem)})
    store.attachments.path_of(letterheads.listing(store)[0].emblem).unlink()
    text, pictures, _ = first_page(
        printing.write(store, made, "attendance", tmp_path / "a.pdf").path
    )
    assert pictures == 0
    assert "DINAS CONTOH" in text


def test_a_long_office_name_is_made_smaller_before_it_is_broken(
    store: Store, made: Activity, emblem: Path, tmp_path: Path
) -> None:
    for office, lines in (
        ("Dinas Pekerjaan Umum dan Penataan Ruang", 1),
        ("Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Kawasan Permukiman Rakyat", 2),
    ):
        settings.put(store, {"office_name": office})
        letterheads.add(store, {"name": "Dinas", "emblem": str(emblem)})
        document = pdfium.PdfDocument(
            printing.write(store, made, "attendance", tmp_path / "a.pdf").path
        )
        said = document[0].get_textpage().get_text_range()
        document.close()
        start = said.index("DINAS PEKERJAAN")
        assert said[start : start + len(office) + lines - 1].count("\n") == lines - 1
